package llm

import (
	"encoding/json"
	"maps"
	"net/url"
	"strings"
)

// Dialect is how a provider's requests differ from what langchaingo sends.
type Dialect struct {
	Name  string
	Hosts []string          // ends of host names that speak it
	Names map[string]string // fields to rename
	Drop  []string          // fields it does not know
	Set   map[string]any    // fields to add
}

// Generic speaks to vLLM, Ollama, llama.cpp and other servers that follow
// OpenAI's older field names.
const Generic = "generic"

// maxTokens is the name all but OpenAI itself have kept.
var maxTokens = map[string]string{"max_completion_tokens": "max_tokens"}

// Dialects returns the known dialects. Thinking is switched off where it can
// be: a pupil waits for the first word.
func Dialects() []Dialect {
	return []Dialect{
		{Name: "openai", Hosts: []string{"api.openai.com"}},
		{Name: "deepseek", Hosts: []string{"api.deepseek.com"}, Names: maxTokens, Set: map[string]any{"thinking": map[string]any{"type": "disabled"}}},
		{Name: "qwen", Hosts: []string{"dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com"}, Names: maxTokens, Set: map[string]any{"enable_thinking": false}},
		{Name: "glm", Hosts: []string{"bigmodel.cn", "api.z.ai"}, Names: maxTokens, Drop: []string{"stream_options"}, Set: map[string]any{"thinking": map[string]any{"type": "disabled"}}},
		{Name: Generic, Names: maxTokens},
	}
}

// dialectFor finds a dialect by name, or without one by the endpoint's host.
func dialectFor(name, baseURL string) (Dialect, bool) {
	var host string
	if u, err := url.Parse(baseURL); err == nil {
		host = u.Hostname()
	}
	for _, d := range Dialects() {
		if name == d.Name || name == "" && (d.speaks(host) || d.Name == Generic) {
			return d, true
		}
	}
	return Dialect{}, false
}

func (d Dialect) speaks(host string) bool {
	for _, end := range d.Hosts {
		if host == end || strings.HasSuffix(host, "."+end) {
			return true
		}
	}
	return false
}

// translate rewrites a request's body.
func (d Dialect) translate(body []byte) ([]byte, error) {
	fields := map[string]any{}
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, err
	}
	for from, to := range d.Names {
		if value, ok := fields[from]; ok {
			fields[to] = value
			delete(fields, from)
		}
	}
	for _, name := range d.Drop {
		delete(fields, name)
	}
	maps.Copy(fields, d.Set)
	return json.Marshal(fields)
}
