# onepot_embed_text(TARGET NAMESPACE SYMBOL FILE): compiles a text file in as `const std::string_view NAMESPACE::SYMBOL`.
# Re-made when the file changes.
function(onepot_embed_text TARGET NAMESPACE SYMBOL FILE)
  set(out ${CMAKE_BINARY_DIR}/embedded/${TARGET}_${SYMBOL}.cpp)
  set(script ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake)
  add_custom_command(OUTPUT ${out} DEPENDS ${FILE} ${script}
    COMMAND ${CMAKE_COMMAND} -DIN=${FILE} -DOUT=${out} -DNAMESPACE=${NAMESPACE} -DSYMBOL=${SYMBOL} -P ${script} VERBATIM)
  target_sources(${TARGET} PRIVATE ${out})
  # The standard asks compilers for literals of 65,536 characters at least; ours take longer ones, and the words are longer.
  set_source_files_properties(${out} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()
