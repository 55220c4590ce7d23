package pgembed

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"time"
)

// openWait bounds how long Open waits for a server that another process is
// just starting or stopping.
const openWait = 10 * time.Second

// Open joins the server that another process keeps on cfg.DataDir, and starts
// one if there is none. A joined server ends with the process that started it;
// Stop leaves it alone.
func Open(ctx context.Context, cfg Config) (*Server, error) {
	for deadline := time.Now().Add(openWait); ; {
		server, err := Start(ctx, cfg)
		if !errors.Is(err, ErrInUse) {
			return server, err
		}
		joined, joinErr := join(ctx, cfg)
		if joinErr == nil {
			return joined, nil
		}
		if time.Now().After(deadline) || ctx.Err() != nil {
			return nil, fmt.Errorf("%w; it cannot be joined: %w", err, joinErr)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// join connects to the server whose address its postmaster.pid tells.
func join(ctx context.Context, cfg Config) (*Server, error) {
	install, err := Pick(cfg)
	if err != nil {
		return nil, err
	}
	pm, err := readPostmaster(layoutOf(cfg.DataDir).cluster)
	if err != nil {
		return nil, err
	}
	if !pm.ready {
		return nil, errors.New("its server is not ready")
	}
	conn, err := new(net.Dialer).DialContext(ctx, "unix", filepath.Join(pm.socketDir, ".s.PGSQL."+port))
	if err != nil {
		return nil, err
	}
	conn.Close()
	return &Server{install: install, socketDir: pm.socketDir, log: cfg.logger()}, nil
}
