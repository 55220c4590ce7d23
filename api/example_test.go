package api_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"

	"suyang/api"
	"suyang/assessment"
	"suyang/assessment/bank"
	"suyang/assessment/questionnaire"
	"suyang/assessment/study"
	"suyang/internal/auth"
	"suyang/platform"
	"suyang/recommend"
	"suyang/recommend/imports"
	"suyang/tutor"
	"suyang/web"
)

// The program starts the app like this; its services have a database behind them.
func ExampleNew() {
	pages, err := web.New(web.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	app, err := api.New(api.Config{
		Web:            pages,
		Auth:           auth.New(auth.Config{}),
		Tests:          assessment.New(assessment.Config{}),
		Bank:           bank.New(bank.Config{}),
		Studies:        study.New(study.Config{}),
		Resources:      recommend.New(recommend.Config{}),
		Imports:        imports.New(imports.Config{}),
		People:         platform.New(platform.Config{}),
		Companion:      tutor.New(tutor.Config{}),
		Questionnaires: questionnaire.New(questionnaire.Config{}),
		Directory:      struct{ api.Directory }{},
		Oversight:      struct{ api.Oversight }{},
		Logger:         slog.New(slog.DiscardHandler),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go func() { _ = app.Serve(listener) }()
	defer func() { _ = app.Shutdown(context.Background()) }()

	res, err := http.Get("http://" + listener.Addr().String() + "/healthz")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	fmt.Println(res.StatusCode, string(text))
	// Output: 200 ok
}
