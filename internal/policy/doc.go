// Package policy judges the resources of a release by rules in Rego: those built into the program and
// those of the project.
//
// It hides OPA altogether: which rules an environment selects and how they are read, what Rego may
// and may not do here, how a rule is evaluated and stopped, and which shapes of results conftest
// policies use. Rules see no network, clock, environment or file, so the same release gets the same
// verdict everywhere. What OPA says about a failure is shown only where it is known to hold no value
// of a resource.
package policy
