/**
 * Looks at what lives longer than a call: the worker's own process, and the API.
 *
 * @module
 */
import { type Usage, usageOf } from '../usage/family.ts';
import type { Sample, Weight } from './verdict.ts';

export interface Watched {
	/** First processes of the two. */
	readonly worker: number;
	readonly api: number;
}

/** @throws Error: one of them is not there */
export async function sample({ worker, api }: Watched, atMs: number): Promise<Sample> {
	const [ofWorker, ofApi] = await Promise.all([usageOf(worker), usageOf(api)]);
	const parent = ofWorker.find(({ role }) => role === 'parent');
	const apiItself = ofApi.find(({ pid }) => pid === api);
	if (parent === undefined || apiItself === undefined) throw new Error('there is no worker, or no API');
	return {
		atMs,
		parent: weigh(parent),
		api: weigh(apiItself),
		processes: ofWorker.length,
		jobs: ofWorker.filter(({ role }) => role === 'job').length,
	};
}

const weigh = ({ rss, pss, own, handles, threads }: Usage): Weight => ({ rss, pss, own, handles, threads });

export interface Sampler {
	readonly samples: readonly Sample[];
	/** Resolves when nobody looks any more. */
	stop(): Promise<void>;
}

export function startSampler(watched: () => Watched, everyMs: number): Sampler {
	const samples: Sample[] = [];
	const began = performance.now();
	let looking: Promise<void> = Promise.resolve();
	const look = () => {
		looking = sample(watched(), performance.now() - began).then(
			(one) => void samples.push(one),
			// Between two lives of a part.
			() => {},
		);
	};
	look();
	const timer = setInterval(look, everyMs);
	return {
		samples,
		async stop() {
			clearInterval(timer);
			await looking;
		},
	};
}
