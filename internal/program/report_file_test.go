package program

import "testing"

func TestParseReportFile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ target, file, format string }{
		{"findings.json", "findings.json", "json"},
		{"findings.txt", "findings.txt", "text"},
		{"findings", "findings", "text"},
		{"findings.txt:json", "findings.txt", "json"},
		{"a.json:text", "a.json", "text"},
		{`C:\findings.json`, `C:\findings.json`, "json"},
		{`C:\findings:json`, `C:\findings`, "json"},
		{"a:b/findings.json", "a:b/findings.json", "json"},
		{"/dev/fd/3", "/dev/fd/3", "text"},
	} {
		got, err := ParseReportFile(c.target)
		if err != nil {
			t.Errorf("%s: %v", c.target, err)
			continue
		}
		if got.File != c.file || got.format.Name != c.format {
			t.Errorf("%s: file %q as %s, want %q as %s", c.target, got.File, got.format.Name, c.file, c.format)
		}
	}
	for _, target := range []string{"findings:xml", "findings.json:"} {
		if got, err := ParseReportFile(target); err == nil {
			t.Errorf("%s is taken as %q, %s", target, got.File, got.format.Name)
		}
	}
}
