package screen

import (
	"errors"
	"fmt"
)

// Chat is a conversation in a messaging app.
type Chat struct {
	Title    string    `yaml:"title"`   // name of the person or the group
	Members  int       `yaml:"members"` // of a group; 0: not shown
	Messages []Message `yaml:"messages"`
}

// Message is one message of a chat.
type Message struct {
	From    string `yaml:"from"`
	Time    string `yaml:"time"`
	Text    string `yaml:"text"`
	Me      bool   `yaml:"me"`      // written by the owner of the phone
	Note    string `yaml:"note"`    // beside the name, such as "joined yesterday"
	Picture string `yaml:"picture"` // what a picture in the message shows, in words
	System  bool   `yaml:"system"`  // a line of the app itself, without a sender
}

func (c *Chat) Kind() string { return "chat" }

func (c *Chat) Words() []string {
	lines := words(c.Title)
	for _, m := range c.Messages {
		lines = append(lines, m.words())
	}
	return lines
}

func (m Message) words() string {
	text := m.Text
	if m.Picture != "" {
		text += " [" + m.Picture + "]"
	}
	if m.System {
		return text
	}
	return join(" ", m.Time, m.From, bracket(m.Note)) + ": " + text
}

func (c *Chat) check() error {
	if len(c.Messages) == 0 {
		return errors.New("messages is empty")
	}
	for i, m := range c.Messages {
		if m.From == "" && !m.System {
			return fmt.Errorf("messages[%d].from is missing", i)
		}
		if m.Text == "" && m.Picture == "" {
			return fmt.Errorf("messages[%d] has neither text nor picture", i)
		}
	}
	return nil
}

// Post is a public post or a short video with what people made of it.
type Post struct {
	Account  string   `yaml:"account"`
	About    string   `yaml:"about"` // what the account says of itself
	Time     string   `yaml:"time"`
	Text     string   `yaml:"text"`
	Picture  string   `yaml:"picture"` // what the picture or video shows, in words
	Video    bool     `yaml:"video"`
	Label    string   `yaml:"label"` // the platform's label, such as "AI-generated"
	Likes    string   `yaml:"likes"`
	Shares   string   `yaml:"shares"`
	Comments []string `yaml:"comments"`
}

func (p *Post) Kind() string { return "post" }

func (p *Post) Words() []string {
	lines := words(join(" ", p.Account, bracket(p.About), p.Time), p.Text, bracket(p.Picture), bracket(p.Label))
	if counts := join(" ", prefix("♥ ", p.Likes), prefix("↗ ", p.Shares)); counts != "" {
		lines = append(lines, counts)
	}
	for _, c := range p.Comments {
		lines = append(lines, "- "+c)
	}
	return lines
}

func (p *Post) check() error {
	return missing("account", p.Account, "text or picture", p.Text+p.Picture)
}

// AI is a question to an AI assistant and its answer, which always carries the
// label of generated content.
type AI struct {
	Name    string   `yaml:"name"`    // of the assistant; empty: "AI assistant"
	Prompt  string   `yaml:"prompt"`  // what was asked
	Answer  []string `yaml:"answer"`  // paragraphs or sentences
	Marks   bool     `yaml:"marks"`   // number the paragraphs ①, ② ... so that a question can name them
	Sources []string `yaml:"sources"` // as the assistant gives them
}

func (a *AI) Kind() string { return "ai" }

func (a *AI) Words() []string {
	lines := words(prefix("> ", a.Prompt))
	for i, p := range a.Answer {
		if a.Marks {
			p = Mark(i) + " " + p
		}
		lines = append(lines, p)
	}
	for i, s := range a.Sources {
		lines = append(lines, fmt.Sprintf("[%d] %s", i+1, s))
	}
	return lines
}

func (a *AI) check() error {
	if len(a.Answer) == 0 {
		return errors.New("answer is empty")
	}
	if a.Marks && len(a.Answer) > maxMarks {
		return fmt.Errorf("answer has %d paragraphs; only %d can be numbered", len(a.Answer), maxMarks)
	}
	return nil
}

const maxMarks = 20

// Mark is the circled number of the paragraph at index i, which is below 20.
func Mark(i int) string { return string(rune('①' + i)) }
