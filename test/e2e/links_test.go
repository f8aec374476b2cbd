package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/test/e2e/page"
)

var (
	link        = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading     = regexp.MustCompile(`^#+ +(.+?) *$`)
	notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// TestLinks holds that links from page to page of the repository lead somewhere, to the heading too.
func TestLinks(t *testing.T) {
	root := filepath.Join("..", "..")
	pages := pagesOf(t, root)
	links := 0
	for _, file := range pages {
		for _, match := range link.FindAllStringSubmatch(page.Prose(readFile(t, file)), -1) {
			target, anchor, _ := strings.Cut(match[1], "#")
			if strings.Contains(target, ":") {
				continue // another host
			}
			links++
			checkLink(t, file, target, anchor)
		}
	}
	if links == 0 {
		t.Fatalf("no links in %v", pages)
	}
}

func pagesOf(t *testing.T, root string) []string {
	t.Helper()
	var pages []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	return pages
}

func checkLink(t *testing.T, from, target, anchor string) {
	t.Helper()
	file := from
	if target != "" {
		file = filepath.Join(filepath.Dir(from), target)
	}
	if _, err := os.Stat(file); err != nil {
		t.Errorf("%s: the link to %s leads nowhere", from, target)
		return
	}
	if anchor != "" && !slices.Contains(anchors(readFile(t, file)), anchor) {
		t.Errorf("%s: %s has no heading #%s", from, file, anchor)
	}
}

// anchors are what GitHub makes of the headings of a page.
func anchors(text string) []string {
	var found []string
	for line := range strings.Lines(page.Prose(text)) {
		match := heading.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if match == nil {
			continue
		}
		words := notInAnchor.ReplaceAllString(strings.ToLower(match[1]), "")
		found = append(found, strings.ReplaceAll(words, " ", "-"))
	}
	return found
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
