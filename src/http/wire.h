#pragma once
// What the server adds to a response on its way out, and what it believes of a request on its way in. No sockets here.
#include <string>

#include "onepot/http/request.h"
#include "onepot/http/response.h"

namespace onepot::http {

/// False for the statuses that never carry a body.
bool has_body(int status);
/// Status line and headers, to the empty line: those of the response, Date, Content-Length and Connection.
std::string head_of(const Response& response, std::size_t body_bytes, bool keep_alive);
/// gzips the body where it is text of at least `from` bytes and the caller takes gzip. Level 0: never.
void compress(const Request& request, Response& response, int level, std::size_t from);
/// Takes the caller's address and TLS from X-Forwarded-For and X-Forwarded-Proto: only behind our own proxy.
void believe_proxy(Request& request);

}  // namespace onepot::http
