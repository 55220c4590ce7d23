package embed_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/recommend/embed"
)

// endpoint starts a server that answers an embedding request with whatever
// answer makes of its texts.
func endpoint(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, texts []string)) embed.RemoteConfig {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked struct {
			Model string
			Input []string
		}
		if json.NewDecoder(r.Body).Decode(&asked) != nil || asked.Model != "m" || r.URL.Path != "/v1/embeddings" {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		answer(w, r, asked.Input)
	}))
	t.Cleanup(server.Close)
	return embed.RemoteConfig{BaseURL: server.URL + "/v1", Model: "m", Dim: 2, Timeout: 5 * time.Second}
}

func TestRemoteKeepsOrderAndBatches(t *testing.T) {
	t.Parallel()
	var sizes []int
	config := endpoint(t, func(w http.ResponseWriter, _ *http.Request, texts []string) {
		sizes = append(sizes, len(texts))
		var data []string
		for i := len(texts) - 1; i >= 0; i-- { // the second number tells long texts from short ones
			data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[1,%d]}`, i, len(texts[i])))
		}
		fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
	})
	config.Batch, config.MaxText = 2, 5
	remote, err := embed.NewRemote(config)
	require.NoError(t, err)
	texts := []string{"a", "bb", "ccc", "dddd", strings.Repeat("e", 100)}
	got, err := remote.Embed(context.Background(), texts)
	require.NoError(t, err)
	require.Equal(t, []int{2, 2, 1}, sizes)
	for i, v := range got {
		require.InDelta(t, float64(i+1), float64(v[1]/v[0]), 1e-5, "text %d", i)
		require.InDelta(t, 1, cosine(v, v), 1e-5)
	}
	require.Equal(t, strings.Repeat("e", 100), texts[4], "the caller's texts stay as they are")
}

func TestRemoteRefuses(t *testing.T) {
	t.Parallel()
	say := func(body string) func(http.ResponseWriter, *http.Request, []string) {
		return func(w http.ResponseWriter, _ *http.Request, _ []string) { fmt.Fprint(w, body) }
	}
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter, *http.Request, []string)
		want   string
	}{
		"NaN":               {say(`{"data":[{"index":0,"embedding":[NaN,1]}]}`), "not finite numbers"},
		"null for NaN":      {say(`{"data":[{"index":0,"embedding":[null,1]}]}`), "null"},
		"beyond float32":    {say(`{"data":[{"index":0,"embedding":[1e60,1]}]}`), "not finite numbers"},
		"wrong dimension":   {say(`{"data":[{"index":0,"embedding":[1,2,3]}]}`), "3 dimensions, the settings say 2"},
		"too few":           {say(`{"data":[]}`), "0 vectors came for 1 texts"},
		"too many":          {say(`{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1,2]}]}`), "2 vectors came for 1"},
		"index out of line": {say(`{"data":[{"index":7,"embedding":[1,2]}]}`), "index 7"},
		"a web page":        {say(`<html>hello</html>`), "<html>"},
		"broken off":        {say(`{"data":[{"index":0,"emb`), "not finite numbers"},
		"rate limited": {func(w http.ResponseWriter, _ *http.Request, _ []string) {
			w.WriteHeader(http.StatusTooManyRequests)
			fmt.Fprint(w, `{"error":{"message":"too fast"}}`)
		}, "429 Too Many Requests: too fast"},
		"late": {func(_ http.ResponseWriter, r *http.Request, _ []string) {
			select {
			case <-r.Context().Done():
			case <-time.After(5 * time.Second):
			}
		}, "did not answer in time"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := endpoint(t, c.answer)
			if name == "late" {
				config.Timeout = 50 * time.Millisecond
			}
			remote, err := embed.NewRemote(config)
			require.NoError(t, err)
			_, err = remote.Embed(context.Background(), []string{"text"})
			require.ErrorContains(t, err, c.want)
			require.Equal(t, models.CodeUnavailable, models.CodeOf(err))
		})
	}
}

func TestRemoteUnreachableAndCancelled(t *testing.T) {
	t.Parallel()
	remote, err := embed.NewRemote(embed.RemoteConfig{BaseURL: "http://127.0.0.1:1/v1", Model: "m", Dim: 2})
	require.NoError(t, err)
	_, err = remote.Embed(context.Background(), []string{"a"})
	require.Equal(t, models.CodeUnavailable, models.CodeOf(err))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = remote.Embed(ctx, []string{"a"})
	require.ErrorIs(t, err, context.Canceled)
}

func TestNewRemoteNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	for field, c := range map[string]embed.RemoteConfig{
		"base_url": {Model: "m", Dim: 2},
		"model":    {BaseURL: "http://x", Dim: 2},
		"dim":      {BaseURL: "http://x", Model: "m"},
	} {
		_, err := embed.NewRemote(c)
		require.ErrorContains(t, err, field)
	}
}
