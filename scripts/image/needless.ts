/**
 * Which files of `node_modules` no worker in an image ever loads.
 *
 * @module
 */

/** What an image is made for. */
export interface Target {
	/** As Node names it: `x64`, `arm64`. */
	readonly arch: string;
}

/** Packages that are installed because others declare them, and that nothing of ours leads to. */
const PACKAGES = ['typescript', '@types', '.bin'];
/** 35 MB. agents does without it, and says so once; no process is started for it (`worker/pool/inference-process`). */
const TURN_DETECTOR = /^@livekit\/local-inference/;

/** Folders of one package: sources, other builds, what its author's tests have left. */
const FOLDERS = [
	/^(?:@livekit\/[^/]+|openai|zod)\/src\//,
	/^@opentelemetry\/[^/]+\/build\/(?:esm|esnext)\//,
	/^fluent-ffmpeg\/(?:coverage|doc)\//,
	/^onnxruntime-node\/(?:lib|script)\//,
];
const FILES = /\.(?:map|[cm]?ts|flow|md|markdown)$|\.test\.[cm]?js$/i;
/** What their licences want to be passed on. */
const NOTICES = /(?:^|\/)(?:licen[cs]e|copying|notice)[^/]*$/i;
const ONNX = /^onnxruntime-node\/bin\/napi-v\d+\/([^/]+)\/([^/]+)\/(.+)$/;
/** CUDA's and TensorRT's; there is no GPU where a worker runs. */
const GPU = /providers|cuda|tensorrt|dml|dxcompiler|dxil/i;

/**
 * @param path within the outermost `node_modules`, with `/`
 * @returns true where the image does without it
 */
export function isNeedless(path: string, { arch }: Target): boolean {
	const inner = path.split('node_modules/').at(-1) ?? path;
	if (PACKAGES.some((name) => inner.startsWith(`${name}/`))) return true;
	if (TURN_DETECTOR.test(inner)) return true;
	if (NOTICES.test(inner)) return false;
	const [, platform, onnxArch, file = ''] = ONNX.exec(inner) ?? [];
	if (platform !== undefined) return platform !== 'linux' || onnxArch !== arch || GPU.test(file);
	return FILES.test(inner) || FOLDERS.some((folder) => folder.test(inner));
}
