// What making a page's HTML costs, apart from the data in it.
#include <benchmark/benchmark.h>

#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/svg.h"
#include "onepot/html/write.h"

using namespace onepot;

namespace {

html::Card provider(int number) {
  return {.title = "Gardening & company " + std::to_string(number),
          .href = "/directory/" + std::to_string(number),
          .line = "Two people who garden with you, at your pace.",
          .quiet_line = "Thornby, 3 miles away",
          .facts = {{"An hour", "£16.50"}, {"Next free", "Tuesday"}},
          .tags = govuk::tag({.text = "Micro", .classes = "govuk-tag--green"})};
}

Html frame(Html content) {
  Html header = govuk::generic_header({.logo_text = "Onepot"});
  header += govuk::service_navigation({.service_name = "Ashdale",
                                       .service_url = "/",
                                       .navigation = {{.text = "My pot", .href = "/me/pot", .current = true},
                                                      {.text = "My plan", .href = "/me/plan"},
                                                      {.text = "Find help", .href = "/directory"}}});
  return govuk::page({.title = "Onepot",
                      .stylesheets = {"/assets/onepot.css"},
                      .module_scripts = {"/assets/onepot.js"},
                      .header = std::move(header),
                      .before_content = govuk::back_link({.href = "/"}),
                      .content = std::move(content)});
}

void directory_of_fifty(benchmark::State& state) {
  for (auto _ : state) {
    std::vector<html::Card> cards;
    cards.reserve(50);
    for (int i = 0; i < 50; ++i) cards.push_back(provider(i));
    Html page = frame(html::h1("Find help") + html::cards(cards));
    state.counters["bytes"] = static_cast<double>(page.size());
    benchmark::DoNotOptimize(page);
  }
}
BENCHMARK(directory_of_fifty)->Unit(benchmark::kMicrosecond);

void form_with_errors(benchmark::State& state) {
  for (auto _ : state) {
    Html form = govuk::error_summary(
        {.title_text = "There is a problem", .error_list = {{.text = "Enter the date", .href = "#when-day"}}});
    form += govuk::input({.name = "name", .value = "Dee's \"Gardening\" <and> more", .label = {.text = "Name"}});
    form +=
        govuk::radios({.fieldset = {.legend = {.text = "How do you want to be paid?"}},
                       .hint = {.text = "Choose one"},
                       .name = "pay",
                       .items = {{.text = "To my bank", .value = "bank"}, {.text = "By cheque", .value = "cheque"}}});
    form += govuk::date_input({.id = "when",
                               .name_prefix = "when",
                               .error_message = {.text = "Enter the date"},
                               .fieldset = {.legend = {.text = "When?"}}});
    form += govuk::textarea({.name = "why", .value = "Because", .label = {.text = "Why?"}});
    Html page =
        frame(html::form({.action = "/x", .csrf = "token"}, form + govuk::button({.text = "Save and continue"})));
    state.counters["bytes"] = static_cast<double>(page.size());
    benchmark::DoNotOptimize(page);
  }
}
BENCHMARK(form_with_errors)->Unit(benchmark::kMicrosecond);

void escaping(benchmark::State& state) {
  std::string words;
  while (words.size() < 16384) words += "Words of a person, with an & here and there. ";
  for (auto _ : state) {
    Html out = html::text(words);
    benchmark::DoNotOptimize(out);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(words.size()) * state.iterations());
}
BENCHMARK(escaping);

}  // namespace
