import { type TestRedis, TOKEN } from '../../../scripts/redis/testing.ts';
import { UpstashStore } from './store.ts';

/** An empty store over a Redis of the tests, with a clock that stands still until time is let pass. */
export async function storeOver(redis: TestRedis) {
	await redis.clear();
	let time = 1_795_000_000_000;
	const now = () => time;
	const options = { url: redis.bridge.url, token: TOKEN, prefix: '{test}:', now };
	return {
		store: new UpstashStore(options),
		/** The same, with little time for an answer. */
		impatient: (attemptMs: number) => new UpstashStore({ ...options, attemptMs }),
		now,
		pass: async (ms: number) => {
			time += ms;
			await redis.age(ms);
		},
	};
}
