# The messages of content/, checked (msgfmt for the form, check-words for the completeness) and compiled into the pages.
find_program(NODE node REQUIRED)
function(onepot_words TARGET NAMESPACE)
  file(GLOB_RECURSE po CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/content/*.po)
  file(GLOB_RECURSE pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/web/*.cpp ${CMAKE_SOURCE_DIR}/src/web/*.h)
  set(out ${CMAKE_BINARY_DIR}/words)
  file(MAKE_DIRECTORY ${out})
  add_custom_command(OUTPUT ${out}/stamp BYPRODUCTS ${out}/en.po ${out}/easy.po
    DEPENDS ${po} ${pages} ${CMAKE_SOURCE_DIR}/tools/check-words.mjs
    COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tools/check-words.mjs ${CMAKE_SOURCE_DIR}/content ${CMAKE_SOURCE_DIR}/src/web ${out}/stamp ${out}/en.new ${out}/easy.new
    COMMAND ${CMAKE_COMMAND} -E copy_if_different ${out}/en.new ${out}/en.po
    COMMAND ${CMAKE_COMMAND} -E copy_if_different ${out}/easy.new ${out}/easy.po
    VERBATIM COMMENT "Checking the words")
  add_custom_target(${TARGET}_words DEPENDS ${out}/stamp)
  add_dependencies(${TARGET} ${TARGET}_words)
  onepot_embed_text(${TARGET} ${NAMESPACE} words_en_text ${out}/en.po)
  onepot_embed_text(${TARGET} ${NAMESPACE} words_easy_text ${out}/easy.po)
endfunction()
