package credential

import (
	"strings"
	"testing"
)

// letters gives n of an alphabet, mixed; no sample stands in this file in one piece, since those who
// look for published tokens would find it.
func letters(n int, alphabet string) string {
	var b strings.Builder
	for i := range n {
		b.WriteByte(alphabet[(i*7+i/len(alphabet))%len(alphabet)])
	}
	return b.String()
}

func hex(n int) string { return letters(n, "0123456789abcdef") }

func word(n int) string {
	return letters(n, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

func capitals(n int) string { return letters(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") }

// samples are credentials of each kind, made up.
func samples() map[string][]string {
	private := "PRIVATE " + "KEY-----"
	return map[string][]string{
		"a private key": {
			"-----BEGIN " + private + "\n" + word(64),
			"x\n-----BEGIN OPENSSH " + private + "\n  " + word(64),
			`{"private_key": "-----BEGIN ` + private + `\n` + word(64) + `"}`,
			"-----BEGIN RSA " + private + "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" + word(64),
			"-----BEGIN PGP PRIVATE " + "KEY BLOCK-----\n\n" + word(64),
		},
		"an age key":                        {"AGE-SECRET-" + "KEY-1" + letters(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")},
		"a JSON Web Token":                  {"eyJ" + word(20) + ".eyJ" + word(20) + "." + word(20)},
		"a password hash":                   {"$2y$" + "10$" + word(53), "admin:$apr1$" + word(8) + "$" + word(22), "$6$" + word(8) + "$" + word(86), "$argon2id$v=19$m=65536,t=3,p=4$" + word(22) + "$" + word(43)},
		"an AWS access key":                 {"AKIA" + capitals(16), "key=ASIA" + capitals(16) + ";"},
		"an AWS Bedrock key":                {"ABSK" + word(120)},
		"an Alibaba access key":             {"LTAI" + word(20)},
		"an Azure client secret":            {"ab1" + "8Q~" + word(34)},
		"an Azure access key":               {"AccountKey=" + word(86) + "==", "Endpoint=sb://x/;SharedAccessKey=" + word(43) + "="},
		"an Azure shared access signature":  {"https://x.example/y?sv=1&sig=" + word(44)},
		"a Cloudflare origin CA key":        {"v1.0-" + hex(24) + "-" + hex(146)},
		"a DigitalOcean token":              {"dop_" + "v1_" + hex(64)},
		"a Fly.io token":                    {"fm2_" + word(120)},
		"a Google API key":                  {"AIza" + word(35)},
		"a Google client secret":            {"GOCSPX-" + word(28)},
		"a Google access token":             {"ya29." + word(40)},
		"a Heroku key":                      {"HRKU-AA" + word(58)},
		"a PlanetScale credential":          {"pscale_" + "pw_" + word(43)},
		"a Scalingo token":                  {"tk-us-" + word(48)},
		"a Supabase token":                  {"sbp_" + hex(40)},
		"a Tailscale key":                   {"tskey-" + "auth-" + word(12) + "-" + word(32)},
		"an Artifactory key":                {"AKCp" + word(69)},
		"an Artifactory token":              {"cmVmd" + word(59)},
		"an Atlassian token":                {"ATATT3" + word(186)},
		"a Docker token":                    {"dckr_" + "pat_" + word(27)},
		"a GitHub token":                    {"ghp_" + word(36), "github_" + "pat_" + word(82)},
		"a GitLab token":                    {"glpat-" + word(20), "GR13" + "48941" + word(20)},
		"an npm token":                      {"npm_" + word(36)},
		"a NuGet key":                       {"oy2" + letters(43, "abcdefghijklmnopqrstuvwxyz0123456789")},
		"a PyPI token":                      {"pypi-AgE" + word(60)},
		"a RubyGems key":                    {"rubygems_" + hex(48)},
		"a Sourcegraph token":               {"sgp_" + hex(40)},
		"a 1Password service account token": {"ops_eyJ" + word(250)},
		"a Databricks token":                {"dapi" + hex(32)},
		"a Doppler token":                   {"dp.pt." + word(43)},
		"a Dynatrace token":                 {"dt0c01." + word(24) + "." + word(64)},
		"a Grafana token":                   {"glsa_" + word(32) + "_" + hex(8), "glc_" + word(40)},
		"a Grafana key":                     {"eyJrIjoi" + word(80)},
		"a HashiCorp token":                 {word(14) + ".atlas" + "v1." + word(64)},
		"a New Relic key":                   {"NRAK-" + word(27)},
		"an OpenShift token":                {"sha256~" + word(43)},
		"a Postman key":                     {"PMAK-" + hex(24) + "-" + hex(34)},
		"a Prefect key":                     {"pnu_" + word(36)},
		"a Pulumi token":                    {"pul-" + hex(40)},
		"a Sentry token":                    {"sntryu_" + hex(64), "sntrys_eyJ" + word(60)},
		"a Vault token":                     {"hvs." + word(95)},
		"an Anthropic key":                  {"sk-ant-" + "api03-" + word(95)},
		"a Hugging Face token":              {"hf_" + letters(34, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")},
		"a Linear key":                      {"lin_" + "api_" + word(40)},
		"a Notion token":                    {"ntn_" + letters(11, "0123456789") + word(35)},
		"an OpenAI key":                     {"sk-" + word(20) + "T3Blbk" + "FJ" + word(20)},
		"a Perplexity key":                  {"pplx-" + word(48)},
		"a SendGrid key":                    {"SG." + word(22) + "." + word(43)},
		"a Sendinblue key":                  {"xkeysib-" + hex(64) + "-" + word(16)},
		"a Shopify token":                   {"shpat_" + hex(32)},
		"a Slack token":                     {"xoxb-" + letters(11, "0123456789") + "-" + word(24), "xapp-1-" + capitals(11)},
		"a Slack webhook":                   {"https://hooks.slack.com/" + "services/T0/B0/" + word(24)},
		"a Discord webhook":                 {"https://discord.com/" + "api/webhooks/" + letters(18, "0123456789") + "/" + word(68)},
		"a Teams webhook":                   {"https://x.webhook.office.com/" + "webhookb2/" + hex(36) + "@" + hex(36) + "/IncomingWebhook/" + hex(32)},
		"a Square token":                    {"sq0atp-" + word(22)},
		"a Stripe key":                      {"sk_" + "live_" + word(24), "rk_" + "live_" + word(24)},
		"a Stripe webhook secret":           {"whsec_" + word(32)},
		"a Telegram bot token":              {letters(10, "0123456789") + ":AA" + word(33)},
		"a Twilio key":                      {"SK" + hex(32)},
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for what, texts := range samples() {
		for _, text := range texts {
			for _, around := range []string{text, "see " + text + " please", `{"a": "` + text + `"}`} {
				if got, _ := Find("A", around); got != what {
					t.Errorf("%s: got %q, want %q", around, got, what)
				}
			}
		}
	}
}

func TestEveryFormatHasASample(t *testing.T) {
	t.Parallel()
	all := samples()
	for i, f := range formats {
		matched := false
		for _, text := range all[f.what] {
			matched = matched || strings.Contains(text, f.keyword) && f.pattern().MatchString(text)
		}
		if !matched {
			t.Errorf("%s, format %d: no sample", f.what, i)
		}
	}
}

// A token that was cut short, masked or written out as an example is none.
func TestNoFormats(t *testing.T) {
	t.Parallel()
	for what, texts := range samples() {
		for _, text := range texts {
			if got := formatsIn(text[:min(len(text), 15)]); got != nil {
				t.Errorf("%s, cut short: %v", what, got)
			}
		}
	}
	for _, text := range []string{
		"-----BEGIN PUBLIC KEY-----\n" + word(64), "-----BEGIN CERTIFICATE-----\n" + word(64), "grep 'BEGIN PRIVATE " + "KEY-----' file",
		"AKIA" + "IOSFODNN7EXAMPLE", "XAKIA" + capitals(16), "ghp_" + strings.Repeat("x", 36), "glpat-xxxxxxxxxxxxxxxxxxxx",
		"eyJhbGciOiJIUzI1NiJ9", "SK" + word(32), "https://hooks.slack.com/services/xxx/yyy/zzz", "sk_" + "test_" + word(8), "hvac.controller.of.the.building",
		"registry.example/ghp/app:1.0", "sha256:" + hex(64), "/dns/hf_model_weights_of_the_team",
	} {
		if got := formatsIn(text); got != nil {
			t.Errorf("%s: %v", text, got)
		}
	}
}
