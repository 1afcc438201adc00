# onepot_embed_assets(TARGET): compiles assets/ with npm's sass and esbuild into TARGET, as
# onepot::web::embedded_files(). Needs what package.json names; fetches it where it is missing.
function(onepot_embed_assets TARGET)
  set(dir ${CMAKE_SOURCE_DIR}/assets)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${dir}/styles/* ${dir}/scripts/* ${dir}/images/*)
  find_program(NODE_PROGRAM NAMES node nodejs REQUIRED)
  find_program(NPM_PROGRAM NAMES npm REQUIRED)
  set(installed ${CMAKE_SOURCE_DIR}/node_modules/.package-lock.json)
  add_custom_command(OUTPUT ${installed}
    COMMAND sh -c "[ '${installed}' -nt package-lock.json ] || '${NPM_PROGRAM}' ci --ignore-scripts"
    COMMAND ${CMAKE_COMMAND} -E touch ${installed}
    DEPENDS ${CMAKE_SOURCE_DIR}/package-lock.json
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "Fetching sass, esbuild and govuk-frontend" VERBATIM)
  set(out ${CMAKE_BINARY_DIR}/embedded_files.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${NODE_PROGRAM} ${dir}/build.mjs ${CMAKE_BINARY_DIR}/assets ${out}
    DEPENDS ${dir}/build.mjs ${sources} ${installed}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "Compiling the styles and the script" VERBATIM)
  add_custom_target(assets DEPENDS ${out})
  target_sources(${TARGET} PRIVATE ${out})
  # The style sheet is one string, longer than the standard asks of a compiler; clang and gcc take it.
  set_source_files_properties(${out} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()
