# onepot_embed_assets(TARGET): compiles assets/ with npm's sass and esbuild and links the result into TARGET as
# onepot::assets::embedded() (onepot/assets/embedded.h). Needs `npm ci`, which ./run and ./test do.
function(onepot_embed_assets TARGET)
  set(dir ${CMAKE_SOURCE_DIR}/assets)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${dir}/styles/* ${dir}/scripts/* ${dir}/images/*)
  find_program(NODE_PROGRAM NAMES node nodejs REQUIRED)
  find_program(NPM_PROGRAM NAMES npm REQUIRED)
  set(installed ${CMAKE_SOURCE_DIR}/node_modules/.package-lock.json)
  add_custom_command(OUTPUT ${installed}
    COMMAND ${NPM_PROGRAM} ci --ignore-scripts --no-audit --no-fund
    DEPENDS ${CMAKE_SOURCE_DIR}/package-lock.json
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "Fetching sass, esbuild and govuk-frontend" VERBATIM)
  set(out ${CMAKE_BINARY_DIR}/assets.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${NODE_PROGRAM} ${dir}/build.mjs ${CMAKE_BINARY_DIR}/assets ${out}
    DEPENDS ${dir}/build.mjs ${sources} ${installed}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "Compiling the styles and the script" VERBATIM)
  add_custom_target(assets DEPENDS ${out})
  add_library(onepot_assets STATIC ${out})
  target_include_directories(onepot_assets PUBLIC ${dir}/include)
  target_link_libraries(onepot_assets PRIVATE onepot_flags)
  target_link_libraries(${TARGET} PUBLIC onepot_assets)
endfunction()
