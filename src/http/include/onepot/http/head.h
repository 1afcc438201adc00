#pragma once
// The framing of a request's head, checked before any parser reads it. Two programs that read one head differently can
// be played against each other (request smuggling), so whatever has two readings is refused: RFC 9112 sections 2.2, 3,
// 5, 6.
#include <string_view>

namespace onepot::http {

/// `head` is everything from the first byte to the empty line, "\r\n\r\n" included. 0 when it may be read, else the
/// status to answer: 400 for a breach of framing, 414 and 431 for limits, 501 for a transfer coding other than chunked,
/// 505 for a version that is not HTTP/1.0 or HTTP/1.1, 417 for an expectation other than 100-continue.
int check_head(std::string_view head, std::size_t most_headers = 100, std::size_t most_target_bytes = 8192);

}  // namespace onepot::http
