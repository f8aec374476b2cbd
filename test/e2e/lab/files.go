package lab

import (
	"encoding/json"
	"fmt"
	"os"
)

// auditPolicy keeps what people and Helm ask, with the objects for Secrets: a test looks whether their values went
// over the wire. All values are the tests' own.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- {level: None, userGroups: ["system:nodes"]}
- {level: None, users: ["system:apiserver", fakelet, lab]}
- {level: None, nonResourceURLs: ["*"]}
- {level: None, resources: [{resources: ["events"]}, {group: events.k8s.io}, {group: coordination.k8s.io}]}
- {level: RequestResponse, verbs: [get, list], resources: [{resources: [secrets]}]}
- {level: Metadata}
`

// writeFiles makes all that the components read.
func (c *ControlPlane) writeFiles() error {
	ca, err := newAuthority()
	if err != nil {
		return err
	}
	c.authority = ca
	server, err := ca.server("kube-apiserver")
	if err != nil {
		return err
	}
	admin, err := ca.client("admin", administrators)
	if err != nil {
		return err
	}
	accounts, err := newKey()
	if err != nil {
		return err
	}
	public, err := publicPEM(accounts)
	if err != nil {
		return err
	}
	private, err := privatePEM(accounts)
	if err != nil {
		return err
	}
	kubeconfig, err := c.kubeconfig(admin)
	if err != nil {
		return err
	}
	return c.write(map[string][]byte{
		"ca.crt":            ca.pem,
		"server.crt":        server.Certificate,
		"server.key":        server.Key,
		"sa.pub":            public,
		"sa.key":            private,
		"audit-policy.yaml": []byte(auditPolicy),
		"admin.kubeconfig":  kubeconfig,
	})
}

func (c *ControlPlane) write(files map[string][]byte) error {
	for name, content := range files {
		if err := os.WriteFile(c.file(name), content, 0o600); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
	}
	return nil
}

// kubeconfig is that of one who logs in with a certificate. JSON is YAML, too.
func (c *ControlPlane) kubeconfig(user Pair) ([]byte, error) {
	type object = map[string]any
	text, err := json.Marshal(object{
		"apiVersion": "v1", "kind": "Config", "current-context": "lab",
		"clusters": []object{{"name": "lab", "cluster": object{"server": c.server, "certificate-authority-data": c.authority.pem}}},
		"users":    []object{{"name": "lab", "user": object{"client-certificate-data": user.Certificate, "client-key-data": user.Key}}},
		"contexts": []object{{"name": "lab", "context": object{"cluster": "lab", "user": "lab"}}},
	})
	if err != nil {
		return nil, fmt.Errorf("kubeconfig: %w", err)
	}
	return text, nil
}
