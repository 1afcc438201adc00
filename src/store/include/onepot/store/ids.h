#pragma once
// A type for each kind of row, so that a person is never taken for a home.
#include "onepot/base/ids.h"

namespace onepot::store {

using AccountId = Id<struct AccountTag>;
using AdoptionId = Id<struct AdoptionTag>;
using AgreementId = Id<struct AgreementTag>;
using AreaId = Id<struct AreaTag>;
using AssessmentId = Id<struct AssessmentTag>;
using BlockId = Id<struct BlockTag>;
using BriefId = Id<struct BriefTag>;
using BriefOfferId = Id<struct BriefOfferTag>;
using BudgetOfferId = Id<struct BudgetOfferTag>;
using ClubId = Id<struct ClubTag>;
using HomeId = Id<struct HomeTag>;
using InnovationId = Id<struct InnovationTag>;
using InnovationPartId = Id<struct InnovationPartTag>;
using OutingId = Id<struct OutingTag>;
using PaymentRunId = Id<struct PaymentRunTag>;
using PersonId = Id<struct PersonTag>;
using PlaceId = Id<struct PlaceTag>;
using PotId = Id<struct PotTag>;
using ProposalId = Id<struct ProposalTag>;
using ProviderId = Id<struct ProviderTag>;
using RoomId = Id<struct RoomTag>;
using StatementId = Id<struct StatementTag>;
using StepId = Id<struct StepTag>;
using StreamId = Id<struct StreamTag>;
using VisitId = Id<struct VisitTag>;

}  // namespace onepot::store
