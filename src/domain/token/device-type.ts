import { parse } from "bowser";

/** No browser's name of itself is longer; what follows is not looked at. */
const longestRead = 512;

const browserLike = /^(Mozilla|Opera)\//;

/** As an SDK or an app names itself: `aws-sdk-js/3.1169.0 …`. */
const product = /^([\w.+-]{1,64})\/([0-9]+)/;

/**
 * A device as people recognize it, from its user agent: `Chrome 125 / macOS 15.0`, `aws-sdk-js 3`; else `unknown`
 * (AWS: SessionDescriptionType, DeviceType).
 */
export function deviceType(userAgent = ""): string {
  const read = userAgent.slice(0, longestRead).trim();
  if (read === "") return "unknown";
  const { browser, os } = parse(read);
  const [, name, version] = product.exec(read) ?? [];
  // Of what does not call itself a browser, Bowser makes a name of all that it is sent.
  const isBrowser = browserLike.test(read) && browser.name;
  const app = isBrowser ? named(isBrowser, browser.version?.split(".")[0]) : name && named(name, version);
  const system = os.name && named(os.name, /^[0-9]/.test(os.versionName ?? "") ? os.versionName : os.version);
  return [app, system].filter(Boolean).join(" / ") || "unknown";
}

const named = (name: string, version: string | undefined): string => (version ? `${name} ${version}` : name);
