package llm_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/tutor/llm"
	"suyang/tutor/llm/llmtest"
)

var prompt = llm.Prompt{
	System:   "be kind",
	Messages: []llm.Message{{Text: "hello"}, {FromModel: true, Text: "hi"}, {Text: "help me"}},
}

func quick(url string) llm.Config {
	return llm.Config{
		BaseURL: url, Model: "m", APIKey: "k",
		FirstText: time.Second, Idle: time.Second, Total: 2 * time.Second,
	}
}

// stream asks for one reply and returns what came of it.
func stream(t *testing.T, c llm.Config) (string, error) {
	t.Helper()
	model, err := llm.New(c)
	require.NoError(t, err)
	var got strings.Builder
	err = model.Stream(context.Background(), prompt, func(text string) error {
		got.WriteString(text)
		return nil
	})
	return got.String(), err
}

func TestStreamWholeReplies(t *testing.T) {
	t.Parallel()
	huge := strings.Repeat("长长的一行", 4000) // 60,000 bytes in one frame
	for name, c := range map[string]struct {
		behaviour llmtest.Behaviour
		want      string
	}{
		"pieces":                   {llmtest.Say("先想", "一想", "：谁发布的？"), "先想一想：谁发布的？"},
		"slow, but never too slow": {llmtest.Slow(100*time.Millisecond, "a", "b", "c", "d", "e"), "abcde"},
		"a line of 60,000 bytes":   {llmtest.Say(huge), huge},
		"a line of 300,000 bytes":  {llmtest.Say(strings.Repeat("\x01", 50_000)), strings.Repeat("\x01", 50_000)},
		"reasoning is not shown": {llmtest.Raw("text/event-stream",
			"data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"the key is B\",\"content\":\"\"}}]}\n\n"+
				"data: {\"choices\":[{\"delta\":{\"content\":\"think\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"), "think"},
		"tool calls are not shown": {llmtest.Raw("text/event-stream",
			"data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\"}}],\"content\":\"a\"}}]}\n\n"+
				"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"), "a"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := stream(t, quick(llmtest.Serve(t, c.behaviour).URL))
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}

func TestStreamNeverTakesHalfForWhole(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		behaviour llmtest.Behaviour
		got, want string
		code      models.Code
	}{
		"error frame":         {llmtest.Fail("overloaded", "half"), "half", "overloaded", models.CodeUnavailable},
		"end without [DONE]":  {llmtest.CutOff("half"), "half", "without [DONE]", models.CodeUnavailable},
		"connection breaks":   {llmtest.Break("half"), "half", "broke", models.CodeUnavailable},
		"stalls at once":      {llmtest.Stall(), "", "no text came in time", models.CodeUnavailable},
		"stalls midway":       {llmtest.Stall("half"), "half", "no text came in time", models.CodeUnavailable},
		"never ends":          {llmtest.Slow(50*time.Millisecond, strings.Split(strings.Repeat("x", 200), "")...), "", "took too long", models.CodeUnavailable},
		"cut by length":       {llmtest.Finish("length", "half"), "half", `"length"`, models.CodeUnavailable},
		"cut by a filter":     {llmtest.Finish("content_filter", "half"), "half", "content_filter", models.CodeUnavailable},
		"empty":               {llmtest.Say(), "", "empty", models.CodeUnavailable},
		"only [DONE]":         {llmtest.Raw("text/event-stream", "data: [DONE]\n\n"), "", "reason", models.CodeUnavailable},
		"wrong JSON":          {llmtest.Raw("text/event-stream", "data: {\"choices\":[{\n\n"), "", "not JSON", models.CodeUnavailable},
		"a web page":          {llmtest.Raw("text/html", "<html>log in</html>"), "", "log in", models.CodeUnavailable},
		"JSON, not a stream":  {llmtest.Raw("application/json", `{"error":"quota"}`), "", "quota", models.CodeUnavailable},
		"a line of 5 MB":      {llmtest.Raw("text/event-stream", "data: "+strings.Repeat("x", 5<<20)), "", "longer than", models.CodeUnavailable},
		"an endless reply":    {llmtest.Say(strings.Repeat("x", 70_000)), "", "longer than", models.CodeUnavailable},
		"server error":        {llmtest.Refuse(500, "", "oops"), "", "500 Internal Server Error: oops", models.CodeUnavailable},
		"wrong key":           {llmtest.Refuse(401, "", "bad key"), "", "bad key", models.CodeUnavailable},
		"rate limited":        {llmtest.Refuse(429, "", "slow down"), "", "slow down", models.CodeRateLimited},
		"rate limited, hours": {llmtest.Refuse(429, "7200", "slow down"), "", "slow down", models.CodeRateLimited},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			started := time.Now()
			got, err := stream(t, quick(llmtest.Serve(t, c.behaviour).URL))
			require.ErrorContains(t, err, c.want)
			require.Equal(t, c.code, models.CodeOf(err))
			require.Less(t, time.Since(started), 10*time.Second)
			if name != "never ends" {
				require.Equal(t, c.got, got)
			}
		})
	}
}

func TestStreamUnreachable(t *testing.T) {
	t.Parallel()
	_, err := stream(t, quick(llmtest.Unreachable()))
	require.Equal(t, models.CodeUnavailable, models.CodeOf(err))
	require.ErrorContains(t, err, "language model m")
}

func TestStreamWaitsOnceAsAsked(t *testing.T) {
	t.Parallel()
	server := llmtest.Serve(t, llmtest.Refuse(429, "1", "slow down"), llmtest.Say("now"))
	started := time.Now()
	got, err := stream(t, quick(server.URL))
	require.NoError(t, err)
	require.Equal(t, "now", got)
	require.GreaterOrEqual(t, time.Since(started), time.Second)

	twice := llmtest.Serve(t, llmtest.Refuse(503, "1", "busy"))
	_, err = stream(t, quick(twice.URL))
	require.ErrorContains(t, err, "busy")
	require.Len(t, twice.Requests(), 2)
}

func TestStreamStopsForTheReceiver(t *testing.T) {
	t.Parallel()
	model, err := llm.New(quick(llmtest.Serve(t, llmtest.Stall("a", "b", "c")).URL))
	require.NoError(t, err)
	gone := errors.New("pupil gone")
	n := 0
	err = model.Stream(context.Background(), prompt, func(string) error { n++; return gone })
	require.Equal(t, gone, err)
	require.Equal(t, 1, n)

	ctx, cancel := context.WithCancel(context.Background())
	err = model.Stream(ctx, prompt, func(string) error { cancel(); return nil })
	require.ErrorIs(t, err, context.Canceled)
}

func TestRequestSpeaksTheDialect(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		has   map[string]any
		hasNo []string
	}{
		"openai":   {map[string]any{"max_completion_tokens": 600.0}, []string{"max_tokens"}},
		"deepseek": {map[string]any{"max_tokens": 600.0, "thinking": map[string]any{"type": "disabled"}}, []string{"max_completion_tokens"}},
		"qwen":     {map[string]any{"max_tokens": 600.0, "enable_thinking": false}, []string{"max_completion_tokens"}},
		"glm":      {map[string]any{"max_tokens": 600.0}, []string{"max_completion_tokens", "stream_options"}},
		"generic":  {map[string]any{"max_tokens": 600.0, "stream": true, "model": "m"}, []string{"max_completion_tokens", "thinking"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := llmtest.Serve(t, llmtest.Say("ok"))
			config := quick(server.URL)
			config.Dialect = name
			_, err := stream(t, config)
			require.NoError(t, err)
			request := server.Requests()[0]
			for field, value := range c.has {
				require.Equal(t, value, request[field], field)
			}
			for _, field := range c.hasNo {
				require.NotContains(t, request, field)
			}
			require.Equal(t, []any{
				map[string]any{"role": "system", "content": "be kind"},
				map[string]any{"role": "user", "content": "hello"},
				map[string]any{"role": "assistant", "content": "hi"},
				map[string]any{"role": "user", "content": "help me"},
			}, request["messages"])
		})
	}
}

func TestDialectByAddress(t *testing.T) {
	t.Parallel()
	server := llmtest.Serve(t, llmtest.Say("ok"))
	for host, has := range map[string]string{
		"api.deepseek.com":       "thinking",
		"dashscope.aliyuncs.com": "enable_thinking",
		"open.bigmodel.cn":       "thinking",
	} {
		config := quick("http://" + host + "/v1")
		config.HTTP = &http.Client{Transport: redirected(server.URL)}
		_, err := stream(t, config)
		require.NoError(t, err)
		requests := server.Requests()
		require.Contains(t, requests[len(requests)-1], has, host)
	}
}

// redirected sends every request to another host.
type redirected string

func (to redirected) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Host = strings.TrimSuffix(strings.TrimPrefix(string(to), "http://"), "/v1")
	return http.DefaultTransport.RoundTrip(r)
}

func TestNewNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	for field, c := range map[string]llm.Config{
		"base_url": {Model: "m"},
		"model":    {BaseURL: "http://x"},
		"dialect":  {BaseURL: "http://x", Model: "m", Dialect: "klingon"},
	} {
		_, err := llm.New(c)
		require.ErrorContains(t, err, field)
	}
	model, err := llm.New(llm.Config{BaseURL: "http://x", Model: "m"})
	require.NoError(t, err)
	require.Equal(t, "m", model.Name())
}
