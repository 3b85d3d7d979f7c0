#!/bin/sh
# The print engine: ippeveprinter runs it for every job, with the document as argument, and reads
# from its standard error what is the matter (STATE) and how many sheets came out (ATTR).
# $STAGE_FOLDER/faults holds, one word a line, what is to be the matter.

cd "$STAGE_FOLDER" || exit 1
told=

wanted() {
	grep -qx "$1" faults
}

# Says what is the matter, if that is news.
tell() {
	now=
	for reason in media-jam cover-open toner-empty toner-low paused; do
		if wanted $reason; then now="$now +$reason"; else now="$now -$reason"; fi
	done
	if wanted media-empty || wanted media-empty-mid-job || wanted swallows; then
		now="$now +media-empty,media-needed"
	elif [ -n "$told" ]; then
		now="$now -media-empty,media-needed"
	fi
	if [ "$now" != "$told" ]; then
		for state in $now; do echo "STATE: $state" >&2; done
		told=$now
	fi
}

blocked() {
	for reason in media-empty media-empty-mid-job media-jam cover-open toner-empty paused; do
		wanted $reason && return 0
	done
	return 1
}

canceled() {
	ipptool -q -d "job=$IPP_JOB_ID" "ipp://localhost:$STAGE_PORT/ipp/print" canceled.test
}

# An engine without its printer has no power.
powered() {
	kill -0 $PPID 2>/dev/null
}

case $1 in
*-stage-own-job.*)
	for reason in media-jam cover-open toner-empty toner-low paused; do
		if wanted $reason; then echo "STATE: +$reason" >&2; else echo "STATE: -$reason" >&2; fi
	done
	exit 0
	;;
esac

wanted aborts && exit 1
tell
wanted swallows && exit 0
while blocked; do
	powered || exit 1
	canceled && exit 0
	sleep 0.05
	tell
done
powered || exit 1
canceled && exit 0

# A printer that was switched off counts its jobs from 1 again: no paper takes another's place.
paper=$(basename "$1")
while [ -e "papers/$paper" ]; do paper="0$paper"; done
cp "$1" "papers/.$paper" && mv "papers/.$paper" "papers/$paper" || exit 1
echo "ATTR: job-impressions-completed=1" >&2
