/**
 * Connecting with a deadline of our own.
 *
 * @module
 */
import { AutoSubscribe, type JobContext } from '@livekit/agents';

/** False when it failed or took too long: the job then ends, and whoever waits gets another one. */
export async function connectWithin(ctx: JobContext, withinMs: number): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const deadline = new Promise<false>((resolve) => {
		timer = setTimeout(resolve, withinMs, false);
	});
	const connected = ctx.connect(undefined, AutoSubscribe.AUDIO_ONLY).then(
		() => true,
		() => false,
	);
	const result = await Promise.race([connected, deadline]);
	clearTimeout(timer);
	return result;
}
