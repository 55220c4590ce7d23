// Package api is the HTTP face of the service: pages, a JSON API, streams,
// files, and what watches over them. [New] makes an [App] of the services in a
// [Config]; [App.Serve] answers until [App.Shutdown].
//
// docs/api.md tells how to use the JSON API, docs/security.md what protects it.
//
// # One request
//
// A request passes observe (context, log, metrics, errors and panics turned
// into answers), compress, secureHeaders, checkOrigin, limitAddress, and the
// guard of its route, which knows from the table authorization who may call
// it. The handler calls one method of a service and shows what it returns. An
// error is a [models.Error] with a code; problem.go maps each code to one HTTP
// status and answers with a page, a toast for htmx, or problem+json.
//
// Roles are checked here; whose records somebody may see is decided in the
// services, which answer "no such thing" for what is not hers.
//
// # Adding a route
//
// Give it a line in authorization (authz.go), else New fails. Register it from
// a function called by addRoutes:
//
//	a.routes.Get("/teacher/classes/:id", a.getClass)          // a page
//	handle(a, operation("me", get, "/api/v1/me", "…"), a.me)  // JSON, by huma
//	a.handleStream(operation(…), "events…", a.followStudy)    // server-sent events
//
// A page handler is a fiber handler. It finds who is signed in by
// currentPerson(c.UserContext()), and answers by one of
//
//	a.page(c, "teacher/class", data)            // data of the type web declares
//	a.titledPage(c, name, data, key, args...)   // with a title of its own
//	a.fragment(c, name, block, data)            // for htmx
//	a.invalid(c, name, data)                    // 422: the form again, with its errors
//	goTo(c, "/teacher")                         // after a form: 303, or HX-Redirect
//	return err                                  // refused: one mapping for all
//
// and says something on the next page by a.flash(c, "info", key, args...), or
// that a form was carried out by a.goSaying(c, "/teacher", key, args...).
// A route that takes files larger than 1 MB has its limit in uploadLimits. An
// entry of the main navigation goes into menus (navigation.go).
//
// # Streams
//
// a.stream runs a function that sends events; a.watch looks at something again
// and again and sends what has changed. Both outlive the handler: copy from
// *fiber.Ctx what they need before.
package api
