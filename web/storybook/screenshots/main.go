// Command screenshots takes pictures of the storybook with an installed Chromium.
//
//	go run ./web/storybook/screenshots -out docs/img
//
// By default it takes each story in Chinese at phone and desktop width; -all takes every language,
// width and colour scheme, and prints every story as PDF.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"suyang/web/browser"
	"suyang/web/i18n"
	"suyang/web/storybook"
)

func main() {
	out := flag.String("out", "docs/img", "directory the pictures go to")
	only := flag.String("only", "", "take only stories whose name contains this")
	all := flag.Bool("all", false, "every language, width and colour scheme, and PDF")
	flag.Parse()
	if err := run(*out, *only, *all); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

// view is one way to look at a story.
type view struct {
	locale i18n.Locale
	width  int64
	scheme string // light, dark or print
}

func (v view) name(story string) string {
	return fmt.Sprintf("%s-%s-%d-%s", story, v.locale, v.width, v.scheme)
}

const paperWidth = 680 // of A4 within its margins, in CSS pixels

var usual = []view{{i18n.Chinese, 360, "light"}, {i18n.Chinese, 1280, "light"}}

func every() []view {
	var views []view
	for _, l := range i18n.Locales {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				views = append(views, view{l, width, scheme})
			}
		}
		views = append(views, view{l, paperWidth, "print"})
	}
	return views
}

func run(out, only string, all bool) error {
	path, ok := browser.Find()
	if !ok {
		return errors.New("no Chromium found: install the packages chromium and fonts-noto-cjk")
	}
	r, err := storybook.New()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	server := httptest.NewServer(storybook.Handler(r))
	defer server.Close()
	tab, stop, err := browser.Start(context.Background(), path)
	if err != nil {
		return err
	}
	defer stop()

	views := usual
	if all {
		views = every()
	}
	for _, story := range storybook.Stories() {
		if !strings.Contains(story.Name, only) {
			continue
		}
		address := server.URL + "/story/" + story.Name
		for _, v := range views {
			if err := picture(tab, address, filepath.Join(out, v.name(story.Name)+".png"), v); err != nil {
				return fmt.Errorf("%s: %w", v.name(story.Name), err)
			}
		}
		if all {
			if err := paper(tab, address, filepath.Join(out, story.Name+".pdf")); err != nil {
				return fmt.Errorf("%s: %w", story.Name, err)
			}
		}
		fmt.Println(story.Name)
	}
	return firstScreens(tab, server.URL, out, only)
}

// covers are the stories whose first screen the README shows.
var covers = []struct {
	file, story string
	width       int64
}{{"readme-pupil.png", "pupil-result", 360}, {"readme-teacher.png", "teacher-class", 1280}}

func firstScreens(tab context.Context, server, out, only string) error {
	for _, c := range covers {
		if !strings.Contains(c.story, only) {
			continue
		}
		var png []byte
		err := show(tab, server+"/story/"+c.story, view{i18n.Chinese, c.width, "light"}, chromedp.CaptureScreenshot(&png))
		if err == nil {
			err = os.WriteFile(filepath.Join(out, c.file), png, 0o644)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", c.file, err)
		}
	}
	return nil
}

// picture takes the whole page, however long.
func picture(tab context.Context, address, file string, v view) error {
	var png []byte
	if err := show(tab, address, v, chromedp.FullScreenshot(&png, 100)); err != nil {
		return err
	}
	return os.WriteFile(file, png, 0o644)
}

// show opens a story and looks at it.
func show(tab context.Context, address string, v view, look chromedp.Action) error {
	ctx, cancel := context.WithTimeout(tab, 30*time.Second)
	defer cancel()
	media := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.scheme}})
	if v.scheme == "print" {
		media = emulation.SetEmulatedMedia().WithMedia("print")
	}
	return chromedp.Run(ctx,
		media,
		chromedp.EmulateViewport(v.width, 800),
		chromedp.Navigate(address+"?lang="+string(v.locale)),
		chromedp.WaitReady("body"),
		look,
	)
}

// paper prints the story in Chinese.
func paper(tab context.Context, address, file string) error {
	ctx, cancel := context.WithTimeout(tab, 30*time.Second)
	defer cancel()
	var pdf []byte
	if err := chromedp.Run(ctx, chromedp.Navigate(address), browser.PDF(&pdf)); err != nil {
		return err
	}
	return os.WriteFile(file, pdf, 0o644)
}
