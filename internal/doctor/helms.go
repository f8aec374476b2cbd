package doctor

import (
	"cmp"
	"strings"
)

// checkHelms looks at which Helms there are.
func (m *machine) checkHelms() []Check {
	check := Check{Name: "helm"}
	var checks []Check
	if m.named != nil {
		checks = append(checks, check.broken(m.named, "unset HELM_BIN"))
	}
	for _, h := range m.helms {
		checks = append(checks, h.checkVersion())
	}
	if len(m.helms) == 0 && m.named == nil {
		check.Status, check.Found, check.Remedy = Failed, "there is none on the PATH, and HELM_BIN names none", installHelm
		checks = append(checks, check)
	}
	return checks
}

func (h *installation) checkVersion() Check {
	c := Check{Name: "helm", Subject: h.Path}
	if h.err != nil {
		c = c.broken(h.err, "")
		c.Remedy = quoted(h.Path) + " version shows what it is; let HELM_BIN name a Helm 3 or Helm 4, or " + installHelm
		c.Found = strings.TrimPrefix(c.Found, h.Path+" ")
		return h.soften(c)
	}
	status, lacks, remedy := h.version.judge()
	c.Status, c.Remedy = status, remedy
	c.Found = h.version.text + ", " + cmp.Or(strings.Join(h.calls, " and "), "behind another one on the PATH")
	if lacks != "" {
		c.Found += ": " + lacks
	}
	return h.soften(c)
}

// soften makes a warning of what is wrong with a Helm that no word runs.
func (h *installation) soften(c Check) Check {
	if len(h.calls) == 0 && c.Status == Failed {
		c.Status = Warning
	}
	return c
}
