#include "onepot/html/govuk/content/task_list.h"

#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

void task(Html& out, const TaskListItem& item, const std::string& id) {
  out.start("li").classes("govuk-task-list__item", item.href.empty() ? "" : "govuk-task-list__item--with-link",
                          item.classes);
  out.markup("><div class=\"govuk-task-list__name-and-hint\">");
  if (item.href.empty()) {
    content(out.start("div").attribute_if("class", item.title.classes).end(), item.title.text, item.title.html);
    out.close("div");
  } else {
    out.start("a").classes("govuk-link govuk-task-list__link", item.title.classes).attribute("href", item.href);
    out.markup(" aria-describedby=\"");
    if (item.hint.present()) out.text(id).markup("-hint ");
    out.text(id).markup("-status\">");
    content(out, item.title.text, item.title.html).close("a");
  }
  if (item.hint.present()) {
    out.markup("<div id=\"").text(id).markup("-hint\" class=\"govuk-task-list__hint\">");
    content(out, item.hint).close("div");
  }
  out.close("div").start("div").classes("govuk-task-list__status", item.status.classes);
  out.markup(" id=\"").text(id).markup("-status\">");
  if (item.status.tag.present()) {
    append(out, item.status.tag);
  } else {
    content(out, item.status.text, item.status.html);
  }
  out.markup("</div></li>");
}

}  // namespace

void append(Html& out, const TaskList& options) {
  const std::string prefix(or_else(options.id_prefix, "task-list"));
  out.start("ul").classes("govuk-task-list", options.classes).attributes(options.attributes).end();
  std::size_t number = 0;
  for (const TaskListItem& item : options.items) {
    ++number;
    if (!item.omit) task(out, item, prefix + "-" + std::to_string(number));
  }
  out.close("ul");
}

}  // namespace onepot::html::govuk
