package inject

// early are the events at which Helm runs hooks before it makes or changes the rest of the release.
var early = []string{"pre-install", "pre-upgrade", "pre-rollback"}

// lateEvents gives the early events at which a hook cannot count on the object of a stanza as the release
// has it; none for what is no hook, and for what hash.yaml declares as existing.
func (o objects) lateEvents(w workload, namespace string, st *stanza) []string {
	if _, declared := st.declared(namespace); declared || !w.Hook() {
		return nil
	}
	made := o[objectKey{st.kind, namespace, st.name}]
	var late []string
	for _, event := range early {
		if w.HookAt(event) && (made == nil || !made.HookAt(event) || !made.HookBefore(w.Resource)) {
			late = append(late, event)
		}
	}
	return late
}
