package topology

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// address is what is kept of a value: a host, and what is known of the port.
type address struct {
	host   string // in lower case
	port   int    // 0 where none is given
	scheme string // of a URL, else empty
}

// unknownText stands in values for what only the cluster knows. No host has such a character.
const unknownText = "\x00"

const separators = ", \t\r\n;"

// addressesIn reads a value that is one address or a list of them, and nothing else.
func addressesIn(value string) []address {
	switch strings.Count(value, "://") {
	case 0:
		return listOf(value, parseHostPort)
	case 1:
		return parseURL(strings.TrimSpace(value))
	default:
		return listOf(value, parseOneURL)
	}
}

// listOf is empty where one entry is no address: the value is prose then, or a secret.
func listOf(value string, parse func(string) (address, bool)) []address {
	var found []address
	for entry := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		a, ok := parse(entry)
		if !ok {
			return nil
		}
		found = append(found, a)
	}
	return found
}

func parseOneURL(text string) (address, bool) {
	found := parseURL(text)
	if len(found) != 1 {
		return address{}, false
	}
	return found[0], true
}

var validScheme = regexp.MustCompile(`^[a-z][a-z0-9+.:-]*$`)

// parseURL reads a URL; one of a database may have several hosts. The package net/url refuses those, and
// passwords as people write them.
func parseURL(text string) []address {
	scheme, rest, _ := strings.Cut(text, "://")
	scheme = strings.ToLower(scheme)
	if !validScheme.MatchString(scheme) {
		return nil
	}
	scheme = scheme[strings.LastIndex(scheme, ":")+1:] // jdbc:postgresql
	authority, path := rest, ""
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		authority, path = rest[:end], rest[end:]
	}
	if i := strings.LastIndex(authority, "@"); i >= 0 {
		authority = authority[i+1:]
	} else if strings.Contains(authority, ":") && strings.Contains(path, "@") {
		return nil // a password with a slash, perhaps: what looks like the host may be the user
	}
	var found []address
	for host := range strings.SplitSeq(authority, ",") {
		a, ok := parseHostPort(host)
		if !ok {
			return nil
		}
		a.scheme = scheme
		found = append(found, a)
	}
	return found
}

// parseHostPort reads a host, with a port or without.
func parseHostPort(text string) (address, bool) {
	host, port := text, ""
	if i := strings.LastIndex(text, ":"); i >= 0 && !isIP(text) {
		host, port = text[:i], text[i+1:]
	}
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
		if !isIP(host) {
			return address{}, false
		}
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	a := address{host: host}
	if port != "" && port != unknownText {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return address{}, false
		}
		a.port = int(n)
	}
	return a, isIP(host) || validHost(host)
}

func isIP(text string) bool {
	_, err := netip.ParseAddr(text)
	return err == nil
}

var hostLabel = regexp.MustCompile(`^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$`)

func validHost(host string) bool {
	if len(host) > 253 {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if len(label) > 63 || !hostLabel.MatchString(label) {
			return false
		}
	}
	return true
}

// elsewhere reports whether the host is one that lies outside of the pod for sure: a name with a dot whose
// last label is no number, or an IP address, but none on which a process listens.
func (a address) elsewhere() bool {
	if ip, err := netip.ParseAddr(a.host); err == nil {
		return !ip.IsUnspecified() && !ip.IsLoopback() && !ip.IsMulticast()
	}
	i := strings.LastIndex(a.host, ".")
	if i < 0 || strings.HasSuffix(a.host, ".localhost") || strings.HasSuffix(a.host, ".localdomain") {
		return false
	}
	_, err := strconv.Atoi(a.host[i+1:])
	return err != nil
}

// bare reports whether the address is a single word, which may mean something else.
func (a address) bare() bool { return a.scheme == "" && a.port == 0 && !strings.Contains(a.host, ".") }

// web reports whether the address is a page's or an API's.
func (a address) web() bool { return a.scheme == "http" || a.scheme == "https" }
