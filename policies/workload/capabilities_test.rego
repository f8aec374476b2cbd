package hash.workload.capabilities_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.workload.capabilities

_deny(profile, context) := found if {
	found := capabilities.deny with input as fixtures.pod({"containers": [{"name": "api", "securityContext": context}]})
		with data.hash.kinds as fixtures.kinds
		with data.hash.profile as profile
}

_added(i, capability, allowed) := {
	"msg": sprintf(`container "api" adds the capability %s`, [capability]),
	"path": ["spec", "containers", 0, "securityContext", "capabilities", "add", i],
	"fix": sprintf("remove it; allowed are %s", [allowed]),
	"container": "api",
}

_kept(path) := {
	"msg": `container "api" does not drop all capabilities`,
	"path": array.concat(["spec", "containers", 0], path),
	"fix": "set securityContext.capabilities.drop to [ALL]",
	"container": "api",
}

_baseline := "AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT"

test_baseline if {
	every profile in ["none", "baseline"] {
		_deny(profile, {}) == set()
		_deny(profile, {"capabilities": {"add": ["CHOWN", "SYS_CHROOT"]}}) == set()
		_deny(profile, {"capabilities": {"add": ["CHOWN", "SYS_ADMIN", "net_admin", "CAP_CHOWN"]}}) == {
			_added(1, "SYS_ADMIN", _baseline),
			_added(2, "net_admin", _baseline),
			_added(3, "CAP_CHOWN", _baseline),
		}
	}
}

test_without_profile if {
	pod := fixtures.pod({"containers": [{"name": "api"}]})
	capabilities.deny == set() with input as pod with data.hash.kinds as fixtures.kinds
}

test_restricted if {
	every profile in ["restricted", "production"] {
		_deny(profile, {"capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}) == set()
		_deny(profile, {"capabilities": {"drop": ["ALL"], "add": ["CHOWN"]}}) == {_added(0, "CHOWN", "NET_BIND_SERVICE")}
		_deny(profile, {"capabilities": {"drop": ["all", "NET_RAW"]}}) == {_kept(["securityContext", "capabilities", "drop"])}
		_deny(profile, {}) == {_kept(["securityContext"])}
		_deny(profile, null) == {_kept([])}
	}
}
