package config

import "path/filepath"

// readFile reads a file of the project, and gives the name by which messages call it.
func (r *reader) readFile(name string) (data []byte, file string, err error) {
	file = filepath.Join(filepath.Dir(r.file), name)
	f, err := r.root.Open(name)
	if err != nil {
		return nil, file, r.unusable(name, err)
	}
	data, err = readLimited(f, file)
	return data, file, err
}

// content is the name of a file, which is read with the project.
func content(dst *File) value {
	v := text(&dst.Name, existing(toFile))
	v.read = checked(v, func(r *reader, in input) {
		data, _, err := r.readFile(dst.Name)
		if err != nil {
			r.fail(in, err)
		}
		dst.Data = data
	}).read
	return v
}

// envFile is the name of a file of variables.
func envFile(dst *EnvFile) value {
	v := text(&dst.Name, existing(toFile))
	v.read = checked(v, func(r *reader, in input) {
		data, file, err := r.readFile(dst.Name)
		if err == nil {
			dst.Variables, err = parseDotenv(data, file)
		}
		if err != nil {
			r.errs = append(r.errs, lineError{in.node.Line, err})
		}
	}).read
	return v
}
