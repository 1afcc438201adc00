file(READ ${IN} text)
file(WRITE ${OUT} "#include <string_view>\nnamespace ${NAMESPACE} {\nextern const std::string_view ${SYMBOL};\nconst std::string_view ${SYMBOL} = R\"~onepot~(${text})~onepot~\";\n}\n")
