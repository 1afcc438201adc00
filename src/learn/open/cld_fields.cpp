// The fields of client level data and when each applies. Sources in cld.h; the lists of service types, outcomes,
// components and cost cld_frequencies also stand in public vocabularies "from Adult Social Care Client Level Data
// specification".
#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/learn/open/cld.h"

namespace onepot::learn {
namespace {

std::string cld_plain(std::string_view name) {
  std::string out;
  for (const char c : trim(name))
    if (c != ' ' && c != '_' && c != '-' && c != '(' && c != ')' && c != '.')
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool cld_begins(std::string_view text, std::string_view with) {
  return cld_plain(text).starts_with(cld_plain(with));
}

const std::vector<std::string_view> cld_ethnicities{
    "Asian or Asian British: Any other Asian background",
    "Asian or Asian British: Bangladeshi",
    "Asian or Asian British: Chinese",
    "Asian or Asian British: Indian",
    "Asian or Asian British: Pakistani",
    "Black, Black British, Caribbean or African: African",
    "Black, Black British, Caribbean or African: Any other Black, Black British or Caribbean background",
    "Black, Black British, Caribbean or African: Caribbean",
    "Mixed or multiple ethnic groups: Any other Mixed or multiple ethnic background",
    "Mixed or multiple ethnic groups: White and Asian",
    "Mixed or multiple ethnic groups: White and Black African",
    "Mixed or multiple ethnic groups: White and Black Caribbean",
    "No data: Refused",
    "No data: Undeclared or not known",
    "Other ethnic group: Any other ethnic group",
    "Other ethnic group: Arab",
    "White: Any other White background",
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: Gypsy or Irish Traveller",
    "White: Irish",
    "White: Roma"};
const std::vector<std::string_view> cld_outcomes{"Progress to reablement/ST-Max",
                                                 "Progress to assessment, review or reassessment",
                                                 "Progress to support planning or services",
                                                 "Continuation of support or services",
                                                 "Admitted to hospital",
                                                 "NFA: Responsibility moved to another local authority",
                                                 "NFA: Referral to NHS services or NHS funded social care",
                                                 "NFA: Self-funded client or under 12wk disregard",
                                                 "NFA: Information and advice or signposting",
                                                 "NFA: Referral to other service within the local authority",
                                                 "NFA: Support declined",
                                                 "NFA: Deceased",
                                                 "NFA: Support ended as planned",
                                                 "NFA: Support ended for other reason",
                                                 "NFA: No services offered for other reason",
                                                 "NFA: Other"};
const std::vector<std::string_view> cld_service_types{"Short term support: ST-Max",
                                                      "Short term support: Ongoing low level",
                                                      "Short term support: Other short term",
                                                      "Long term support: Nursing care",
                                                      "Long term support: Residential care",
                                                      "Long term support: Community",
                                                      "Long term support: Prison",
                                                      "Unpaid carer support: Direct to unpaid carer",
                                                      "Unpaid carer support: Support involving the person cared-for"};
const std::vector<std::string_view> cld_frequencies{
    "No charge to client", "Per session", "Hourly", "Daily", "Weekly", "Fortnightly", "4-weekly", "Monthly",
    "Quarterly",           "Annually",    "One-off"};

// In a namespace of their own: their names are short.
namespace modules {
constexpr std::string_view submission = "Submission information", person = "Person details", all = "Events (all)",
                           requests = "Events (requests only)", assessments = "Events (assessments only)",
                           carers = "Carers and linked service users", services = "Events (services only)",
                           reviews = "Events (reviews only)", costs = "Costs (services only)";
}  // namespace modules

}  // namespace

const std::vector<CldField>& cld_fields() {
  using enum CldKind;
  using namespace modules;
  static const std::vector<CldField> fields{
      {"LA_Code", submission, text, {}},
      {"Reporting_Period_Start_Date", submission, date, {}},
      {"Reporting_Period_End_Date", submission, date, {}},
      {"NHS_Number", person, nhs_number, {}, true},
      {"LA_Person_Unique_Identifier", person, text, {}, true},
      {"GP_Practice_Code", person, text, {}},
      {"GP_Practice_Name", person, text, {}},
      {"Gender", person, list, {}},
      {"Ethnicity", person, list, cld_ethnicities},
      {"Date_of_Birth", person, date, {}, true},
      {"Date_of_Death", person, date, {}, true},
      {"Client_Type", person, list, {}},
      {"Primary_Support_Reason", person, list, {}},
      {"Postcode", person, text, {}, true},
      {"Accommodation_Status", person, list, {}},
      {"Employment_Status", person, list, {}},
      {"Has_Unpaid_Carer", person, list, {}},
      {"Autism_Spectrum_Disorder_ASD", person, list, {}},
      {"Visual_Impairment", person, list, {}},
      {"Hearing_Impairment", person, list, {}},
      {"Dementia", person, list, {}},
      {"Client_Funding_Status", person, list, {}},
      {"Event_Type", all, list, {"Request", "Assessment", "Service", "Review"}},
      {"Event_Reference", all, text, {}},
      {"Event_Start_Date", all, date, {}},
      {"Event_End_Date", all, date, {}},
      {"Event_Description", all, text, {}},
      {"Event_Outcome", all, list, cld_outcomes},
      {"Request_Route_of_Access", requests, list, {}},
      {"Assessment_Type", assessments, list, {}},
      {"Eligible_Needs_Identified", assessments, list, {}},
      {"Method_of_Assessment", assessments, list, {}},
      {"Total_Hrs_Caring_per_week", carers, list, {}},
      {"No_of_adults_being_cared_for", carers, number, {}},
      {"Adult_1_Linked_Person_ID", carers, text, {}, true},
      {"Adult_2_Linked_Person_ID", carers, text, {}, true},
      {"Adult_3_Linked_Person_ID", carers, text, {}, true},
      {"Service_Type", services, list, cld_service_types},
      {"Service_Component", services, list, {}},
      {"Delivery_Mechanism", services, list, {}},
      {"Provider_CQC_Location_ID", services, text, {}},
      {"Provider_CQC_Location_Name", services, text, {}},
      {"Review_Reason", reviews, list, {}},
      {"Review_Outcomes_Achieved", reviews, list, {}},
      {"Method_of_Review", reviews, list, {}},
      {"Unit_Cost", costs, amount, {}},
      {"Cost_Frequency_Unit_Type", costs, list, cld_frequencies},
      {"Planned_units_per_week", costs, quantity, {}},
  };
  return fields;
}

std::optional<std::size_t> cld_field(std::string_view name) {
  const std::string wanted = cld_plain(name);
  const auto& fields = cld_fields();
  for (std::size_t f = 0; f < fields.size(); ++f)
    if (cld_plain(fields[f].name) == wanted) return f;
  return std::nullopt;
}

bool cld_applies(std::string_view field, const CldEvent& e) {
  using namespace modules;
  const std::string_view module = cld_fields()[*cld_field(field)].module;
  if (module == submission) return true;
  const bool user = cld_begins(e.at("Client_Type"), "Service user");
  if (module == person) {
    const bool of_users = field == "Autism_Spectrum_Disorder_ASD" || field == "Visual_Impairment" ||
                          field == "Hearing_Impairment" || field == "Dementia" || field == "Client_Funding_Status";
    return user || !of_users;
  }
  if (module == carers) return cld_plain(e.at("Client_Type")).find("carer") != std::string::npos;
  // A carer whom the council knows only by the person they care for has no events.
  if (cld_plain(e.at("Client_Type")).ends_with("carerknownbyassociation")) return false;
  const std::string& type = e.at("Event_Type");
  if (module == requests) return cld_begins(type, "Request");
  if (module == assessments) return cld_begins(type, "Assessment");
  if (module == services || module == costs) return cld_begins(type, "Service");
  if (module == reviews) return cld_begins(type, "Review");
  return true;
}

bool cld_mandatory(std::string_view field, const CldEvent& e) {
  if (!cld_applies(field, e)) return false;
  const std::string &type = e.at("Event_Type"), &service = e.at("Service_Type");
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, field) != names.end();
  };
  if (is({"GP_Practice_Code", "GP_Practice_Name", "Date_of_Death", "Autism_Spectrum_Disorder_ASD", "Visual_Impairment",
          "Hearing_Impairment", "Dementia", "Event_Reference", "Event_Description", "Eligible_Needs_Identified",
          "Total_Hrs_Caring_per_week", "No_of_adults_being_cared_for", "Adult_1_Linked_Person_ID",
          "Adult_2_Linked_Person_ID", "Adult_3_Linked_Person_ID", "Delivery_Mechanism", "Provider_CQC_Location_ID",
          "Provider_CQC_Location_Name"}))
    return false;
  if (field == "Primary_Support_Reason") return !cld_begins(type, "Request");
  if (field == "Employment_Status") {
    const auto born = parse_date(e.at("Date_of_Birth")), end = parse_date(e.at("Reporting_Period_End_Date"));
    return cld_begins(e.at("Client_Type"), "Service user") &&
           cld_begins(e.at("Primary_Support_Reason"), "Learning disability") && born && end &&
           age_on(*born, *end) >= 18 && age_on(*born, *end) < 65;
  }
  const bool financial = cld_begins(e.at("Assessment_Type"), "Financial assessment");
  if (field == "Client_Funding_Status")
    return cld_begins(type, "Service") || cld_begins(type, "Review") || (cld_begins(type, "Assessment") && financial);
  if (field == "Event_End_Date") return !cld_begins(type, "Service") || !e.at("Date_of_Death").empty();
  if (is({"Event_Outcome", "Method_of_Assessment"})) return !financial;
  if (field == "Review_Outcomes_Achieved") return cld_begins(e.at("Review_Reason"), "Planned");
  if (is({"Unit_Cost", "Cost_Frequency_Unit_Type", "Planned_units_per_week"})) {
    const std::string component = cld_plain(e.at("Service_Component"));
    return cld_plain(e.at("Delivery_Mechanism")).find("cassrcommissionedsupport") == std::string::npos &&
           (cld_begins(service, "Long term") || cld_begins(service, "Carer support") ||
            cld_begins(service, "Unpaid carer support") || component == "shorttermresidentialcare" ||
            component == "shorttermnursingcare" || component == "carerrespite" || component == "unpaidcarerrespite");
  }
  return true;
}

}  // namespace onepot::learn
