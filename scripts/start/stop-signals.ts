/** npm passes on a Ctrl-C that the terminal has already sent to us: what comes so shortly after is the same one. */
const ECHO_MS = 700;

/**
 * Ctrl-C, SIGTERM, a closed terminal: the first asks to stop, the next one to stop at once.
 *
 * @param now milliseconds
 */
export function onStopSignals(
	then: { readonly stop: () => void; readonly kill: () => void },
	{ source = process as Pick<NodeJS.EventEmitter, 'on'>, now = Date.now } = {},
): void {
	let first: number | null = null;
	const onSignal = () => {
		if (first === null) {
			first = now();
			then.stop();
		} else if (now() - first > ECHO_MS) then.kill();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) source.on(signal, onSignal);
}
