# One line for each text: language, rate, volume, words.
printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" >> '@TRANSCRIPT@'
