# Flags every target of ours compiles and links with: warnings, hardening, and what the presets ask for.
add_library(onepot_flags INTERFACE)
target_compile_options(onepot_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough -Werror
  -Wno-missing-field-initializers  # designated initialisers leave the rest at their defaults on purpose
  -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -ffp-contract=off)
target_compile_definitions(onepot_flags INTERFACE
  BOOST_ASIO_NO_DEPRECATED SPDLOG_COMPILED_LIB SPDLOG_FMT_EXTERNAL _GLIBCXX_ASSERTIONS
  $<$<CONFIG:Release,RelWithDebInfo>:_FORTIFY_SOURCE=2>)
target_link_options(onepot_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -pie)

