package lab

func etcdFlags(data, client, peer string) []string {
	return []string{
		"--name=lab",
		"--data-dir=" + data,
		"--listen-client-urls=" + client,
		"--advertise-client-urls=" + client,
		"--listen-peer-urls=" + peer,
		"--initial-advertise-peer-urls=" + peer,
		"--initial-cluster=lab=" + peer,
		"--unsafe-no-fsync=true",
		"--log-level=warn",
	}
}

func (c *ControlPlane) apiserverFlags(etcd, port string) []string {
	flags := []string{
		"--etcd-servers=" + etcd,
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--secure-port=" + port,
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.0.0.0/16",
		"--tls-cert-file=" + c.file("server.crt"),
		"--tls-private-key-file=" + c.file("server.key"),
		"--client-ca-file=" + c.file("ca.crt"),
		"--authorization-mode=RBAC",
		"--allow-privileged=true",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + c.file("sa.pub"),
		"--service-account-signing-key-file=" + c.file("sa.key"),
		"--audit-policy-file=" + c.file("audit-policy.yaml"),
		"--audit-log-path=" + c.AuditLog(),
		// Nobody would take the taint away again: there is no node lifecycle.
		"--disable-admission-plugins=TaintNodesByCondition",
	}
	if c.options.Emulate != "" {
		flags = append(flags, "--emulated-version="+c.options.Emulate)
	}
	return flags
}

func (c *ControlPlane) controllerFlags() []string {
	return []string{
		"--kubeconfig=" + c.Kubeconfig(),
		"--leader-elect=false",
		"--secure-port=0",
		"--service-account-private-key-file=" + c.file("sa.key"),
		"--root-ca-file=" + c.file("ca.crt"),
		"--kube-api-qps=500", // with the default of 20 one test waits for the objects of another
		"--kube-api-burst=1000",
		// Nodes would have to renew leases.
		"--controllers=*,-node-lifecycle-controller",
	}
}
