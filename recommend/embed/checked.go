package embed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"suyang/internal/modelhttp"
)

// maxAnswer is the most bytes read of one answer.
const maxAnswer = 64 << 20

var errLate = errors.New("the endpoint did not answer in time")

// checkedDoer stands between langchaingo, which takes vectors in the order
// they come and of whatever length, and the endpoint: it puts them in the
// order of their index and refuses what is not one vector a text.
type checkedDoer struct {
	client *http.Client
	dim    int
}

type embeddingAnswer struct {
	Data []indexedVector `json:"data"`
}

type indexedVector struct {
	Index     int    `json:"index"`
	Embedding vector `json:"embedding"`
}

type vector []float32

// UnmarshalJSON refuses null among the numbers, which encoding/json would take
// for 0 and some servers write for NaN.
func (v *vector) UnmarshalJSON(data []byte) error {
	if bytes.Contains(data, []byte("null")) {
		return errors.New("null in a vector")
	}
	return json.Unmarshal(data, (*[]float32)(v))
}

// Do implements the client interface of langchaingo.
func (d checkedDoer) Do(req *http.Request) (*http.Response, error) {
	texts, err := textsIn(req)
	if err != nil {
		return nil, err
	}
	res, err := d.client.Do(req)
	if err != nil {
		return nil, err
	}
	if err := modelhttp.Check(res); err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("the answer broke off: %w", err)
	}
	if body, err = d.ordered(body, texts); err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// textsIn counts the texts of a request and leaves its body unread.
func textsIn(req *http.Request) (int, error) {
	body, err := req.GetBody()
	if err != nil {
		return 0, err
	}
	var asked struct{ Input []string }
	err = json.NewDecoder(body).Decode(&asked)
	return len(asked.Input), err
}

// ordered returns the answer with its vectors in the order of the texts.
func (d checkedDoer) ordered(body []byte, texts int) ([]byte, error) {
	var answer embeddingAnswer
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("the answer is not finite numbers in JSON (%w): %s", err, modelhttp.Excerpt(string(body)))
	}
	if len(answer.Data) != texts {
		return nil, fmt.Errorf("%d vectors came for %d texts", len(answer.Data), texts)
	}
	inOrder := make([]indexedVector, texts)
	for _, v := range answer.Data {
		if v.Index < 0 || v.Index >= texts || inOrder[v.Index].Embedding != nil {
			return nil, fmt.Errorf("vector index %d is out of range or comes twice", v.Index)
		}
		if len(v.Embedding) != d.dim {
			return nil, fmt.Errorf("a vector has %d dimensions, the settings say %d", len(v.Embedding), d.dim)
		}
		inOrder[v.Index] = v
	}
	return json.Marshal(embeddingAnswer{inOrder})
}
