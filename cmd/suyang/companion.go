package main

import (
	"github.com/urfave/cli/v3"

	"suyang/tutor"
	"suyang/tutor/llm"
)

// modelFlags name the language model that words the companion's replies.
func modelFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "llm-base-url", Usage: "address of an OpenAI-compatible endpoint, such as http://localhost:11434/v1; without one the companion speaks from authored hints and lessons", Sources: cli.EnvVars("LLM_BASE_URL")},
		&cli.StringFlag{Name: "llm-model", Usage: "name of the model there", Sources: cli.EnvVars("LLM_MODEL")},
		&cli.StringFlag{Name: "llm-api-key", Usage: "key of the endpoint; better given by the environment than here", Sources: cli.EnvVars("LLM_API_KEY")},
		&cli.StringFlag{Name: "llm-dialect", Usage: "how the endpoint differs from OpenAI's: openai, deepseek, qwen, glm or generic (default: by its address)", Sources: cli.EnvVars("LLM_DIALECT")},
	}
}

// newCompanion returns the companion, with the model of the flags if there is
// one.
func (s *service) newCompanion(cmd *cli.Command) (*tutor.Service, error) {
	config := tutor.Config{
		Conversations: s.store, Items: s.store, Sessions: s.store, Passages: s.resources,
		Framework: s.bundle.Framework, Levels: s.bundle.Levels, Log: newLogger(cmd),
	}
	if address := cmd.String("llm-base-url"); address != "" {
		model, err := llm.New(llm.Config{
			BaseURL: address, Model: cmd.String("llm-model"), APIKey: cmd.String("llm-api-key"), Dialect: cmd.String("llm-dialect"),
		})
		if err != nil {
			return nil, err
		}
		config.Model = model
	}
	return tutor.New(config), nil
}
