package web

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"
)

// check looks at every call in a set whose first argument is written out: the message, asset or
// icon has to exist, and a message has to get the placeholders it wants.
func (r *Renderer) check(set *template.Template) error {
	var faults []error
	for _, t := range set.Templates() {
		if t.Tree == nil {
			continue
		}
		walk(t.Tree.Root, func(call *parse.CommandNode) {
			if err := r.checkCall(call); err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", t.Name(), err))
			}
		})
	}
	return errors.Join(faults...)
}

func (r *Renderer) checkCall(call *parse.CommandNode) error {
	name, ok := call.Args[0].(*parse.IdentifierNode)
	if !ok || len(call.Args) < 2 {
		return nil
	}
	arg, literal := call.Args[1].(*parse.StringNode)
	switch {
	case name.Ident == "t" && literal:
		return r.checkMessage(arg.Text, call.Args[2:])
	case name.Ident == "t":
		return r.checkPattern(call.Args[1])
	case name.Ident == "icon" && literal && r.icons[arg.Text] == "":
		return fmt.Errorf("there is no icon %q", arg.Text)
	case name.Ident == "asset" && literal:
		_, err := r.AssetURL(arg.Text)
		return err
	}
	return nil
}

// checkMessage compares the placeholders of a message with the names a call gives.
func (r *Renderer) checkMessage(key string, args []parse.Node) error {
	if !r.catalog.Has(key) {
		return fmt.Errorf("there is no message %q", key)
	}
	var given []string
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(*parse.StringNode)
		if !ok {
			return fmt.Errorf("message %q: placeholder names have to be written out", key)
		}
		given = append(given, name.Text)
	}
	wanted := r.catalog.Placeholders(key)
	for _, name := range wanted {
		if !slices.Contains(given, name) {
			return fmt.Errorf("message %q wants the placeholder %q", key, name)
		}
	}
	if len(args)%2 != 0 {
		return fmt.Errorf("message %q: a placeholder has no value", key)
	}
	return nil
}

// checkPattern checks t (printf "area.%s.name" .X): some message has to fit the pattern.
func (r *Renderer) checkPattern(arg parse.Node) error {
	pipe, ok := arg.(*parse.PipeNode)
	if !ok || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) < 2 {
		return nil
	}
	args := pipe.Cmds[0].Args
	name, isName := args[0].(*parse.IdentifierNode)
	format, isText := args[1].(*parse.StringNode)
	if !isName || name.Ident != "printf" || !isText {
		return nil
	}
	if fits := keyPattern(format.Text); !slices.ContainsFunc(r.catalog.Keys(), fits.MatchString) {
		return fmt.Errorf("there is no message like %q", format.Text)
	}
	return nil
}

// keyPattern turns "area.%s.name" into an expression for the keys it can become.
func keyPattern(format string) *regexp.Regexp {
	return regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(format), "%s", `[^.]+`) + "$")
}

// walk visits every command below a node.
func walk(node parse.Node, visit func(*parse.CommandNode)) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, child := range n.Nodes {
			walk(child, visit)
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.TemplateNode:
		walk(n.Pipe, visit)
	case *parse.IfNode:
		walkBranch(n.BranchNode, visit)
	case *parse.WithNode:
		walkBranch(n.BranchNode, visit)
	case *parse.RangeNode:
		walkBranch(n.BranchNode, visit)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, command := range n.Cmds {
			visit(command)
			for _, arg := range command.Args {
				walk(arg, visit)
			}
		}
	}
}

func walkBranch(n parse.BranchNode, visit func(*parse.CommandNode)) {
	walk(n.Pipe, visit)
	walk(n.List, visit)
	walk(n.ElseList, visit)
}

// checkDeclared reports page files that no Spec names: nobody could reach them.
func checkDeclared(files fs.FS, specs []Spec) error {
	names, err := fs.Glob(files, "*/*.html")
	if err != nil {
		return err
	}
	var faults []error
	for _, file := range names {
		if dir := path.Dir(file); dir == "layout" || dir == "partial" {
			continue
		}
		name := strings.TrimSuffix(file, ".html")
		if !slices.ContainsFunc(specs, func(s Spec) bool { return s.Name == name }) {
			faults = append(faults, fmt.Errorf("web: templates/%s is declared by no Spec", file))
		}
	}
	return errors.Join(faults...)
}
