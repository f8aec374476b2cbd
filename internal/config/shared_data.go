package config

// maxConfigMap is how many bytes the values of a ConfigMap may have.
const maxConfigMap = 1 << 20

// Datum is a value of a ConfigMap that a stanza makes.
type Datum struct {
	Value string
	File  string // that it stands in, relative to the project's Dir; empty for the project file
	Line  int    // in File
}

// DataIn gives the ConfigMap that the stanza makes in an environment: files, data, and then what is only
// for the environment, in the same order. It makes none where made is false.
func (s *SharedEnv) DataIn(environment string) (data map[string]Datum, made bool) {
	if !s.makes(environment) {
		return nil, false
	}
	data = map[string]Datum{}
	addFiles(data, s.Files)
	addData(data, s.Data)
	addFiles(data, s.FilesFor[environment])
	addData(data, s.DataFor[environment])
	return data, true
}

// makes reports whether the stanza itself provides the ConfigMap in an environment.
func (s *SharedEnv) makes(environment string) bool {
	all := s.Files != nil || s.Data != nil
	own := s.FilesFor[environment] != nil || s.DataFor[environment] != nil
	return AppliesTo(s.Environments, environment) && (all || own)
}

func addFiles(to map[string]Datum, files []EnvFile) {
	for _, file := range files {
		for _, v := range file.Variables {
			to[v.Name] = Datum{Value: v.Value, File: file.Name, Line: v.Line}
		}
	}
}

func addData(to map[string]Datum, data map[string]string) {
	for key, value := range data {
		to[key] = Datum{Value: value}
	}
}
