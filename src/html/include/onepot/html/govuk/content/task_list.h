#pragma once
#include "onepot/html/govuk/common.h"
#include "onepot/html/govuk/content/tag.h"

namespace onepot::html::govuk {

struct TaskTitle {
  std::string text;
  Html html;
  std::string classes;
};
struct TaskStatus {
  Tag tag;
  std::string text;
  Html html;
  std::string classes;
};
struct TaskListItem {
  TaskTitle title;
  Content hint;
  TaskStatus status;
  std::string href;
  std::string classes;
  bool omit = false;  ///< Left out; the others keep their numbers.
};
struct TaskList {
  std::vector<TaskListItem> items;
  std::string id_prefix;  ///< "task-list" unless said otherwise.
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const TaskList& options);
inline Html task_list(const TaskList& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
