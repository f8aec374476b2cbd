package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
)

// projectFile is what a project file is called.
const projectFile = config.FileName

func configFlag(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "config", "", "project `FILE`; default: $HASH_CONFIG, else "+projectFile+" here or above")
}

// projectFiles gives the hash.yaml of every argument; DIR/... stands for all below DIR.
func projectFiles(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		dir, below := strings.CutSuffix(filepath.ToSlash(arg), "/...")
		if !below {
			files = append(files, projectPath(arg))
			continue
		}
		found, err := projectsBelow(filepath.FromSlash(dir))
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	return files, nil
}

func projectPath(arg string) string {
	if info, err := os.Stat(arg); err == nil && info.IsDir() {
		return filepath.Join(arg, projectFile)
	}
	return arg
}

func projectsBelow(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(entry.Name(), ".") && path != dir
		if entry.IsDir() && (hidden || entry.Name() == "node_modules" || entry.Name() == "testdata") {
			return filepath.SkipDir
		}
		if entry.Name() == projectFile && !entry.IsDir() {
			files = append(files, path)
		}
		return nil
	})
	return files, err
}
