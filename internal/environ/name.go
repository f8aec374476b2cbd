package environ

// AcceptsName reports whether the API server of a Kubernetes version, such as 1.34, takes a pod with a
// variable of that name in env.
func AcceptsName(version, name string) bool { return minorOf(version).inEnv(name) }

// AcceptsKey reports whether the kubelet of a Kubernetes version makes a variable of a key that envFrom
// takes; its prefix is part of the name.
func AcceptsKey(version, name string) bool { return minorOf(version).fromKey(name) }
