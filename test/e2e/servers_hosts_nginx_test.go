package e2e

import (
	"net"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"text/template"
)

// ingress is a rendered Ingress.
type ingress struct {
	Metadata struct{ Annotations map[string]string }
	Spec     struct {
		Rules []struct {
			Host string
			HTTP struct{ Paths []ingressPath }
		}
	}
}

type ingressPath struct {
	Path, PathType string
	Backend        struct{ Service servicePort }
}

type servicePort struct {
	Name string
	Port struct {
		Name   string
		Number int
	}
}

// millisecondsPerSecond scales the timeouts, so that the default of 60 s is over soon.
const millisecondsPerSecond = 10

// site is what nginx knows of one host. The defaults are those of ingress-nginx.
type site struct {
	Number                   int // in the names of variables
	Host, Backend            string
	BodySize                 string
	ReadTimeout, SendTimeout int // milliseconds
	CORS                     bool
	Origin                   string // a regular expression
	Credentials              string
	Methods, Headers         string
}

func newSite(t *testing.T, number int, one ingress, backends map[string]*standIn) site {
	t.Helper()
	if len(one.Spec.Rules) != 1 || len(one.Spec.Rules[0].HTTP.Paths) != 1 {
		t.Fatalf("want one rule with one path: %+v", one)
	}
	rule := one.Spec.Rules[0]
	path := rule.HTTP.Paths[0]
	if path.Path != "/" || path.PathType != "Prefix" {
		t.Fatalf("%s: want the prefix /, which is all that this test knows: %+v", rule.Host, path)
	}
	port := path.Backend.Service.Port.Name
	if port == "" {
		port = strconv.Itoa(path.Backend.Service.Port.Number)
	}
	backend, ok := backends[path.Backend.Service.Name+":"+port]
	if !ok {
		t.Fatalf("%s: no Service has the port %+v", rule.Host, path.Backend.Service)
	}
	s := site{
		Number: number, Host: rule.Host, Backend: backend.Listener.Addr().String(), BodySize: "1m", Credentials: "true",
		ReadTimeout: 60 * millisecondsPerSecond, SendTimeout: 60 * millisecondsPerSecond,
	}
	for name, value := range one.Metadata.Annotations {
		s.annotate(t, strings.TrimPrefix(name, "nginx.ingress.kubernetes.io/"), value)
	}
	return s
}

// annotate does what an annotation says. An unknown one is an error: this test would not show its effect.
func (s *site) annotate(t *testing.T, name, value string) {
	t.Helper()
	switch name {
	case "proxy-body-size":
		s.BodySize = value
	case "proxy-read-timeout":
		s.ReadTimeout = milliseconds(t, value)
	case "proxy-send-timeout":
		s.SendTimeout = milliseconds(t, value)
	case "enable-cors":
		s.CORS = value == "true"
	case "cors-allow-origin":
		s.Origin = regexp.QuoteMeta(value) + "$"
	case "cors-allow-credentials":
		s.Credentials = value
	case "cors-allow-methods":
		s.Methods = value
	case "cors-allow-headers":
		s.Headers = value
	default:
		t.Fatalf("%s: this test does not know the annotation %s", s.Host, name)
	}
}

func milliseconds(t *testing.T, seconds string) int {
	t.Helper()
	number, err := strconv.Atoi(seconds)
	if err != nil {
		t.Fatal(err)
	}
	return number * millisecondsPerSecond
}

// nginxConf says what ingress-nginx says. That replaces headers with a module that Debian's nginx
// lacks: here the backend's are hidden, and come back through a variable for origins that do not match.
var nginxConf = template.Must(template.New("nginx").Parse(`
daemon off;
worker_processes 1;
pid {{.Dir}}/pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path {{.Dir}}/body;
  proxy_temp_path       {{.Dir}}/proxy;
  fastcgi_temp_path     {{.Dir}}/fastcgi;
  uwsgi_temp_path       {{.Dir}}/uwsgi;
  scgi_temp_path        {{.Dir}}/scgi;

  server {
    listen {{.Address}} default_server;
    return 404;
  }
  {{range .Sites}}
  {{- if .CORS}}
  map $http_origin $cors{{.Number}} { "~*{{.Origin}}" yes; }
  map $cors{{.Number}}$request_method $preflight{{.Number}} { yesOPTIONS yes; }
  map $cors{{.Number}} $origin{{.Number}}      { yes $http_origin;       default $upstream_http_access_control_allow_origin; }
  map $cors{{.Number}} $credentials{{.Number}} { yes "{{.Credentials}}"; default $upstream_http_access_control_allow_credentials; }
  map $cors{{.Number}} $methods{{.Number}}     { yes "{{.Methods}}";     default $upstream_http_access_control_allow_methods; }
  map $cors{{.Number}} $headers{{.Number}}     { yes "{{.Headers}}";     default $upstream_http_access_control_allow_headers; }
  {{- end}}
  server {
    listen {{$.Address}};
    server_name {{.Host}};
    location / {
      {{- if .CORS}}
      proxy_hide_header Access-Control-Allow-Origin;
      proxy_hide_header Access-Control-Allow-Credentials;
      proxy_hide_header Access-Control-Allow-Methods;
      proxy_hide_header Access-Control-Allow-Headers;
      add_header Access-Control-Allow-Origin      $origin{{.Number}} always;
      add_header Access-Control-Allow-Credentials $credentials{{.Number}} always;
      add_header Access-Control-Allow-Methods     $methods{{.Number}} always;
      add_header Access-Control-Allow-Headers     $headers{{.Number}} always;
      if ($preflight{{.Number}}) { return 204; }
      {{- end}}
      client_max_body_size {{.BodySize}};
      proxy_read_timeout {{.ReadTimeout}}ms;
      proxy_send_timeout {{.SendTimeout}}ms;
      proxy_next_upstream off;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_pass http://{{.Backend}};
    }
  }
  {{- end}}
}
`))

// startNginx serves the sites and gives nginx's address.
func startNginx(t *testing.T, sites []site) string {
	t.Helper()
	dir := scratch(t)
	address := net.JoinHostPort("127.0.0.1", freePort(t))
	var conf strings.Builder
	err := nginxConf.Execute(&conf, struct {
		Dir, Address string
		Sites        []site
	}{dir, address, sites})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "nginx.conf")
	writeFile(t, file, conf.String())
	cmd := exec.Command(program("nginx"), "-p", dir, "-e", "stderr", "-c", file)
	cmd.SysProcAttr = unprivileged(t, "nobody", dir)
	start(t, cmd).listening(t, address)
	return address
}
