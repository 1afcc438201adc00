#include "turns.h"

#include <exception>

namespace onepot::store::driver {

void Turns::come(std::unique_lock<std::mutex>& lock) {
  ONEPOT_ASSERT(thread_.load() != std::this_thread::get_id());
  ++waiting_;
  turn_.wait(lock, [&] { return !busy_; });
  --waiting_;
  busy_ = true;
  thread_ = std::this_thread::get_id();
}

void Turns::leave() {
  thread_ = std::thread::id();
  busy_ = false;
  turn_.notify_one();
}

void Turns::alone(const std::function<void()>& f) {
  std::unique_lock lock(mutex_);
  come(lock);
  ONEPOT_ASSERT(!group_);
  lock.unlock();
  struct Leave {
    Turns& turns;
    ~Leave() {
      const std::scoped_lock again(turns.mutex_);
      turns.leave();
    }
  } const leave_at_end{*this};
  f();
}

/// Commits what the group wrote and tells its members.
void Turns::finish(Connection& connection, Group& group) {
  std::string why;
  bool durable = false;
  try {
    connection.commit();
    durable = true;
  } catch (const std::exception& fault) {
    connection.rollback();
    ++connection.undone;
    why = fault.what();
  }
  const std::scoped_lock lock(mutex_);
  group.state = durable ? Group::State::durable : Group::State::lost;
  group.why = std::move(why);
  group_ = nullptr;
  done_.notify_all();
}

void Turns::write(Connection& connection, const std::function<bool(Session&)>& f, int most_together) {
  std::unique_lock lock(mutex_);
  come(lock);
  const bool first = !group_;
  if (first) group_ = std::make_shared<Group>();
  const auto group = group_;
  lock.unlock();

  // With nobody's write before it in the transaction, all of it can be undone; else only its own part.
  ++connection.moment;
  connection.writing = true;
  Session session(connection);
  std::exception_ptr thrown;
  bool kept = false;
  try {
    if (first)
      connection.begin_write();
    else
      session.run("SAVEPOINT one_of_many");
    kept = f(session);
  } catch (...) {
    thrown = std::current_exception();
  }
  if (!kept) ++connection.undone;
  bool lost = false;  // the whole transaction, by a fault of the machine
  if (first) {
    if (!kept) connection.rollback();
    lost = !kept;
  } else {
    try {
      if (!kept && connection.in_transaction()) session.run("ROLLBACK TO one_of_many");
      if (connection.in_transaction()) session.run("RELEASE one_of_many");
    } catch (...) {
      if (!thrown) thrown = std::current_exception();
      connection.rollback();
    }
    lost = !connection.in_transaction();
  }

  lock.lock();
  if (lost) {
    group->state = Group::State::lost;
    group->why = "the transaction that it shared with others was undone by a fault of the machine";
    group_ = nullptr;
    done_.notify_all();
  } else {
    if (kept) ++group->members;
    if (waiting_ == 0 || group->members >= most_together) {
      lock.unlock();
      finish(connection, *group);
      lock.lock();
    }
  }
  leave();
  if (kept && !(first && lost)) {
    done_.wait(lock, [&] { return group->state != Group::State::open; });
    if (group->state == Group::State::lost && !thrown)
      thrown = std::make_exception_ptr(Fault(Fault::Kind::machine, group->why));
  }
  lock.unlock();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace onepot::store::driver
