# onepot_sources_version(TARGET NAMESPACE SYMBOL FILE…): compiles in the SHA-256 over the names and contents of FILE… as
# `const std::string_view NAMESPACE::SYMBOL`: a result can then say by which code it was made.
# Run with -P it is the generator: FILES (joined by |), ROOT, OUT, NAMESPACE, SYMBOL.
if(CMAKE_SCRIPT_MODE_FILE)
  string(REPLACE "|" ";" FILES "${FILES}")
  set(all "")
  foreach(file ${FILES})
    file(SHA256 ${file} one)
    file(RELATIVE_PATH name ${ROOT} ${file})
    string(APPEND all "${name} ${one}\n")
  endforeach()
  string(SHA256 version "${all}")
  file(WRITE ${OUT} "// Made by cmake/SourcesVersion.cmake.\n#include <string_view>\n\nnamespace ${NAMESPACE} {\nextern const std::string_view ${SYMBOL};\nconst std::string_view ${SYMBOL} = \"${version}\";\n}  // namespace ${NAMESPACE}\n")
  return()
endif()

function(onepot_sources_version TARGET NAMESPACE SYMBOL)
  set(files ${ARGN})
  list(SORT files)
  set(out ${CMAKE_BINARY_DIR}/${TARGET}_${SYMBOL}.cpp)
  string(REPLACE ";" "|" list "${files}")
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} "-DFILES=${list}" -DROOT=${CMAKE_SOURCE_DIR} -DOUT=${out} -DNAMESPACE=${NAMESPACE} -DSYMBOL=${SYMBOL} -P ${CMAKE_SOURCE_DIR}/cmake/SourcesVersion.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/SourcesVersion.cmake VERBATIM)
  target_sources(${TARGET} PRIVATE ${out})
  set_source_files_properties(${out} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON)
endfunction()
