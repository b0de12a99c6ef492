/**
 * What deploys of a stage have put into the bucket and the registry that all apps of an account share: code, pages, images
 * and the templates themselves, each called by a hash of what is in it. Stages of the same code share them.
 *
 * @module
 */
import { APP } from '../../infra/names.ts';

const HASH = /\b[0-9a-f]{64}\b/g;

export const hashesIn = (text: string): ReadonlySet<string> => new Set(text.match(HASH) ?? []);

/** Whether it is a template of one of the stage's stacks: SST says so in each of them. */
export function isTemplateOf(stage: string, text: string): boolean {
	const metadata = JSON.stringify(`"app":"${APP}","stage":"${stage}"`).slice(1, -1);
	return text.includes('"SSTMetadata"') && text.includes(metadata);
}

export interface Asset {
	/** Key in the bucket, or tag in the registry. */
	readonly name: string;
	/** Of what is a template of the stage: all that it names is the stage's too. */
	readonly template: string | null;
}

/**
 * Those that no other stack names.
 *
 * @param current templates of the stage's stacks as they are
 * @param others templates of all other stacks
 */
export function assetsToRemove(
	assets: readonly Asset[],
	{ current, others }: { readonly current: readonly string[]; readonly others: readonly string[] },
): readonly string[] {
	const templates = assets.flatMap(({ template }) => (template === null ? [] : [template]));
	const own = new Set([...current, ...templates].flatMap((text) => [...hashesIn(text)]));
	const used = new Set(others.flatMap((text) => [...hashesIn(text)]));
	const isOwn = ({ name, template }: Asset) => template !== null || [...hashesIn(name)].some((hash) => own.has(hash));
	const isUsed = ({ name }: Asset) => [...hashesIn(name)].some((hash) => used.has(hash));
	return assets.filter((asset) => isOwn(asset) && !isUsed(asset)).map(({ name }) => name);
}
