#include "onepot/price/admitted/grouper_files.h"

#include <charconv>

#include "onepot/base/csv.h"

namespace onepot::price {

namespace grouper_writing {

constexpr std::array<GrouperFile, 7> files{{{"_FCE.csv", "episodes, with their spells"},
                                            {"_spell.csv", "spells"},
                                            {"_quality.csv", "episodes with an error"},
                                            {"_quality_rel.csv", "errors, one a row"},
                                            {"_warnings.csv", "what is odd but no error, one a row"},
                                            {"_why.csv", "the rule that decided each spell"},
                                            {"_ub_rel.csv", "unbundled groups, one a row"}}};

constexpr std::string_view episode_columns =
    "RowNo,FCE_HRG,GroupingMethodFlag,DominantProcedure,FCE_PBC,CalcEpidur,ReportingEPIDUR,FCETrimpoint,"
    "FCEExcessBeddays,SpellReportFlag,FCESSC_Ct,FCESSCs1,FCESSCs2,FCESSCs3,FCESSCs4,FCESSCs5,FCESSCs6,FCESSCs7,"
    "SpellHRG,SpellGroupingMethodFlag,SpellDominantProcedure,SpellPDiag,SpellSDiag,SpellEpisodeCount,SpellLOS,"
    "ReportingSpellLOS,SpellTrimpoint,SpellExcessBeddays,SpellCCDays,SpellPBC,UnbundledHRGs";
constexpr std::string_view spell_columns =
    "RowNo,PROCODET,PROVSPNO,SpellHRG,SpellGroupingMethodFlag,SpellDominantProcedure,SpellPDiag,SpellSDiag,"
    "SpellEpisodeCount,SpellLOS,ReportingSpellLOS,SpellTrimpoint,SpellExcessBeddays,SpellCCDays,SpellPBC,SpellSSC_Ct,"
    "SpellSSCs1,SpellSSCs2,SpellSSCs3,SpellSSCs4,SpellSSCs5,SpellSSCs6,SpellSSCs7,SpellBP_Ct,SpellBP1,SpellBP2,"
    "SpellBP3,"
    "SpellBP4,SpellBP5,SpellBP6,SpellBP7,SpellFlag_Ct,SpellFlag1,SpellFlag2,SpellFlag3,SpellFlag4,SpellFlag5,"
    "SpellFlag6,"
    "SpellFlag7,UnbundledHRGs";

void add(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

/// A cell of the input again in an output of ours.
void add_cell(std::string& out, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos)
    out += cell;
  else
    out += csv::quoted(cell);
}

class Writer {
 public:
  Writer(const Grouper& grouper, const Chunk& chunk, std::span<std::string> outputs)
      : grouper_(grouper), chunk_(chunk), out_(outputs), raw_(grouper.layout().delimiter == ',') {}

  void run() {
    // An FCE row is its input and some ninety characters.
    out_[0].reserve(chunk_.text.size() + chunk_.episodes.size() * 112);
    out_[1].reserve(chunk_.spells.size() * 96);
    for (const SpellRow& spell : chunk_.spells) write(spell);
  }

 private:
  void input(std::string& out, const EpisodeRow& row) const {
    if (raw_) {
      out.append(chunk_.text, row.begin, row.end - row.begin);
      return;
    }
    const std::size_t cells = (&row == &chunk_.episodes.back() ? chunk_.cells.size() : (&row + 1)->cells) - row.cells;
    for (std::size_t c = 0; c < cells; ++c) {
      if (c > 0) out += ',';
      add_cell(out, chunk_.at(row, c));
    }
  }
  std::uint64_t number_of(std::size_t row) const { return chunk_.first_row + row; }
  char method(std::int32_t rule) const {
    if (rule < 0) return 'U';
    return grouper_.currency().methods[static_cast<std::size_t>(rule)];
  }
  std::string_view group_of(std::int32_t rule) const {
    const Currency& c = grouper_.currency().currency;
    return rule < 0 ? std::string_view(grouper_.currency().error_group)
                    : std::string_view(c.groups[c.rules[static_cast<std::size_t>(rule)].group].id);
  }
  std::string_view place(std::size_t row, std::int32_t at) const {
    if (at < 0) return {};
    return chunk_.at(chunk_.episodes[row], grouper_.layout().places[static_cast<std::size_t>(at)].column);
  }

  void spell_part(std::string& out, const SpellRow& spell) const {
    out += spell.group;
    out += ',';
    out += method(spell.rule);
    out += ',';
    add_cell(out, place(spell.dominant, spell.procedure));
    out += ',';
    add_cell(out, place(spell.dominant, single_fields));
    out += ',';
    if (grouper_.layout().diagnoses > 1) add_cell(out, place(spell.dominant, single_fields + 1));
    out += ',';
    add(out, spell.count);
    out += ',';
    add(out, spell.days);
    out += ",,,,";  // reporting length of stay, trim point and excess days
    add(out, spell.critical_days);
    out += ',';  // programme budgeting
  }

  void add_item(std::string& out, const UnbundledItem& item) const {
    out += grouper_.currency().unbundled[item.group].id;
    if (item.days == 0) return;
    out += '*';
    add(out, item.days);
  }
  /// The last column and the row's end. The grouper writes each of several in a field of its own, beyond the header's.
  void unbundled(std::string& out, std::span<const UnbundledItem> items) const {
    if (items.empty()) out += ',';
    for (const auto& item : items) {
      out += ',';
      add_item(out, item);
    }
    out += '\n';
  }

  void write(const SpellRow& spell) {
    spell_text_.clear();
    of_spell_.clear();
    spell_part(spell_text_, spell);
    for (std::size_t r = spell.first; r < spell.first + spell.count; ++r) {
      const EpisodeRow& row = chunk_.episodes[r];
      std::string& out = out_[0];
      input(out, row);
      out += ',';
      add(out, static_cast<std::int64_t>(number_of(r)));
      out += ',';
      out += group_of(row.rule);
      out += ',';
      out += method(row.rule);
      out += ',';
      add_cell(out, place(r, row.procedure));
      out += ",,";  // programme budgeting
      add(out, row.days);
      out += ",,,,";  // reporting duration, trim point and excess days
      out += r == spell.dominant ? '1' : '0';
      out += ",0,,,,,,,,";  // specialised service codes
      out += spell_text_;
      unbundled_.clear();
      grouper_.unbundled(chunk_, r, unbundled_);
      unbundled(out, unbundled_);
      for (std::size_t i = 0; i < unbundled_.size(); ++i) {
        std::string& rel = out_[6];
        add(rel, static_cast<std::int64_t>(number_of(r)));
        rel += ',';
        add(rel, static_cast<std::int64_t>(i + 1));
        rel += ',';
        add_item(rel, unbundled_[i]);
        rel += '\n';
      }
      of_spell_.insert(of_spell_.end(), unbundled_.begin(), unbundled_.end());
      if (row.fault_count > 0) faults(r, row);
    }
    std::string& out = out_[1];
    const EpisodeRow& first = chunk_.episodes[spell.first];
    add(out, static_cast<std::int64_t>(number_of(spell.first)));
    out += ',';
    add_cell(out, grouper_.field(chunk_, first, Field::procodet));
    out += ',';
    add_cell(out, grouper_.field(chunk_, first, Field::provspno));
    out += ',';
    out += spell_text_;
    out += ",0,,,,,,,,0,,,,,,,,0,,,,,,,";
    unbundled(out, of_spell_);
    std::string& why = out_[5];
    add(why, static_cast<std::int64_t>(number_of(spell.first)));
    why += ',';
    add_cell(why, grouper_.field(chunk_, first, Field::procodet));
    why += ',';
    add_cell(why, grouper_.field(chunk_, first, Field::provspno));
    why += ',';
    why += spell.group;
    why += ',';
    if (spell.rule >= 0) add_cell(why, grouper_.currency().currency.rules[static_cast<std::size_t>(spell.rule)].id);
    why += '\n';
  }

  void faults(std::size_t r, const EpisodeRow& row) {
    std::int64_t errors = 0, warnings = 0;
    std::string in_quality;
    for (std::uint32_t f = row.faults; f < row.faults + row.fault_count; ++f) {
      const EpisodeFault& fault = chunk_.faults[f];
      const bool of_check = fault.kind == EpisodeFault::Kind::breaks_check;
      const auto& at = grouper_.layout().places[fault.place];
      const std::string name = of_check ? "check" : at.name;
      const std::string cell(of_check ? std::string_view() : chunk_.at(row, at.column));
      const std::string told = std::string(grouper_.code_of(fault)) + ": " + grouper_.sentence_of(chunk_, row, fault);
      std::string& out = out_[fault.error() ? 3 : 4];
      add(out, static_cast<std::int64_t>(number_of(r)));
      out += ',';
      add(out, fault.error() ? ++errors : ++warnings);
      out += ',';
      add_cell(out, name);
      out += ',';
      add_cell(out, cell);
      out += ',';
      add_cell(out, told);
      out += '\n';
      if (!fault.error()) continue;
      in_quality += ',';
      add_cell(in_quality, name + "|" + cell + "|" + told);
    }
    if (errors == 0) return;
    input(out_[2], row);
    out_[2] += ',';
    add(out_[2], static_cast<std::int64_t>(number_of(r)));
    out_[2] += in_quality;
    out_[2] += '\n';
  }

  const Grouper& grouper_;
  const Chunk& chunk_;
  std::span<std::string> out_;
  bool raw_;
  std::string spell_text_;
  std::vector<UnbundledItem> unbundled_, of_spell_;
};

}  // namespace grouper_writing

std::span<const GrouperFile> grouper_files() {
  return grouper_writing::files;
}

std::vector<std::string> grouper_headers(const Grouper&, const std::vector<std::string>& header) {
  using namespace grouper_writing;
  std::string input = csv::line(header);
  input.pop_back();
  return {input + "," + std::string(episode_columns) + "\n",
          std::string(spell_columns) + "\n",
          input + ",RowNo,Error Message(s)\n",
          "RowNo,Iteration,Code Type,Code,Error Message\n",
          "RowNo,Iteration,Code Type,Code,Warning\n",
          "RowNo,PROCODET,PROVSPNO,SpellHRG,Rule\n",
          "RowNo,Iteration,UnbundledHRGs\n"};
}

void write_grouped(const Grouper& grouper, const Chunk& chunk, std::span<std::string> outputs) {
  grouper_writing::Writer(grouper, chunk, outputs).run();
}

std::string grouper_summary(const Admitted& currency, const Totals& totals, const std::string& input,
                            const std::string& output, const std::string& layout) {
  return csv::line({"Grouper Version", "Database Version", "FCE Count", "Spell Count", "FCE Error Count",
                    "Spell Error Count", "Run Start Date/Time", "Run End Date/Time", "Input Filename",
                    "Output Filename", "RDF path and name"}) +
         csv::line({"Onepot", currency.currency.id + " " + currency.currency.version, std::to_string(totals.episodes),
                    std::to_string(totals.spells), std::to_string(totals.episode_errors),
                    std::to_string(totals.spell_errors), "", "", input, output, layout});
}

}  // namespace onepot::price
