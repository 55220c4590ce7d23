package api

import (
	"net"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// proxies are the networks whose X-Forwarded-* headers are believed.
type proxies []netip.Prefix

func (p proxies) trust(a netip.Addr) bool {
	for _, prefix := range p {
		if prefix.Contains(a) {
			return true
		}
	}
	return false
}

// origin returns where a request comes from, the host it asked for, and
// whether it came by HTTPS. Headers count only when the peer is a trusted
// proxy; of X-Forwarded-For the last address that no trusted proxy has counts,
// since a client can write whatever it likes before it.
func (p proxies) origin(c *fiber.Ctx) (address netip.Addr, host string, secure bool) {
	address, host, secure = peer(c), string(c.Context().Host()), c.Context().IsTLS()
	if !p.trust(address) {
		return address, host, secure
	}
	if h := c.Get(fiber.HeaderXForwardedHost); h != "" {
		host = h
	}
	if proto := c.Get(fiber.HeaderXForwardedProto); proto != "" {
		secure = proto == "https"
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for i := len(hops) - 1; i >= 0 && p.trust(address); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		address = hop.Unmap()
	}
	return address, host, secure
}

// peer returns the address at the other end of the connection.
func peer(c *fiber.Ctx) netip.Addr {
	tcp, ok := c.Context().RemoteAddr().(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return tcp.AddrPort().Addr().Unmap()
}
