package config

// The defaults of every section, as data. The schema prints them from here as well.

func defaultProject() Project {
	return Project{
		Release:   Release{Namespace: "default"},
		Hooks:     HooksLeave,
		Checksums: ChecksumsInjected,
	}
}

func defaultEnvironment() Environment {
	return Environment{
		KubeVersions: []string{"1.34"},
		SecretStore:  SecretStore{Provider: "existing"},
		FailOn:       "error",
		Policies:     EnvironmentPolicies{Profile: "baseline"},
	}
}

func defaultSharedEnv() SharedEnv {
	return SharedEnv{Mode: EnvFrom, Into: defaultTarget()}
}

func defaultSecretReference() SecretReference {
	return SecretReference{Into: defaultTarget()}
}

func defaultTarget() Target { return Target{Containers: []string{"*"}} }

// defaultReleaseName serves where the chart's directory is no valid release name.
const defaultReleaseName = "release"
