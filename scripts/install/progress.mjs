/** Milliseconds: what takes less is not worth a word, and where lines stay on the screen they come at a calm pace. */
const QUIET = 1000;
const PLAIN_EVERY = 10_000;
const REDRAW_EVERY = 250;

/**
 * Says what is being waited for: one line that is drawn again on a terminal, a few plain lines anywhere else.
 * Several steps may be under way at once.
 */
export function createProgress(out, { live = out.isTTY === true && process.env.TERM !== 'dumb', now = Date.now } = {}) {
	const steps = new Set();
	let timer;
	let drawn = false;

	const clear = () => {
		if (drawn) out.write('\r\x1b[2K');
		drawn = false;
	};
	const say = (line) => {
		clear();
		out.write(`${line}\n`);
	};
	const seconds = (step) => `${Math.round((now() - step.since) / 1000)} s`;
	const describe = (step) => `${step.label}, ${seconds(step)}${step.detail === '' ? '' : `: ${step.detail}`}`;
	const draw = () => {
		const waiting = [...steps].filter((step) => now() - step.since >= QUIET);
		if (live) {
			clear();
			if (waiting.length === 0) return;
			out.write(
				waiting
					.map(describe)
					.join(' | ')
					.slice(0, (out.columns || 80) - 1),
			);
			drawn = true;
			return;
		}
		for (const step of waiting) {
			if (now() < step.next) continue;
			step.next = now() + PLAIN_EVERY;
			say(describe(step));
		}
	};

	const step = (label) => {
		const state = { label, detail: '', since: now(), next: 0 };
		steps.add(state);
		timer ??= setInterval(draw, REDRAW_EVERY).unref();
		const end = () => {
			steps.delete(state);
			clear();
			if (steps.size > 0) return;
			clearInterval(timer);
			timer = undefined;
		};
		return {
			update: (detail) => {
				state.detail = detail;
			},
			end,
			done: (text) => {
				end();
				say(now() - state.since >= QUIET ? `${text} in ${((now() - state.since) / 1000).toFixed(1)} s` : text);
			},
		};
	};
	return { say, step };
}
