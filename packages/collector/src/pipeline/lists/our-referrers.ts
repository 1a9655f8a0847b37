import type { Channel } from '@koopsignaal/protocol'

/** What a host or a utm_source is to us; stands above the maintained list. A subdomain counts as its host, unless it
 *  stands here itself. An app stands under its package name. Sources: the sites themselves; reviewed 2026-11. */
const HOSTS: readonly (readonly [Channel, string, string])[] = [
  // Assistants that answer questions and link to what they read: [channel, source, hosts].
  ['ai', 'chatgpt', 'chatgpt.com chat.openai.com openai.com com.openai.chatgpt chatgpt'],
  ['ai', 'perplexity', 'perplexity.ai ai.perplexity.app.android perplexity'],
  ['ai', 'claude', 'claude.ai claude.com com.anthropic.claude claude'],
  ['ai', 'gemini', 'gemini.google.com bard.google.com com.google.android.apps.bard gemini'],
  ['ai', 'google notebooklm', 'notebooklm.google.com'],
  ['ai', 'google ai studio', 'aistudio.google.com'],
  [
    'ai',
    'copilot',
    'copilot.microsoft.com copilot.cloud.microsoft m365.cloud.microsoft edgeservices.bing.com com.microsoft.copilot copilot',
  ],
  ['ai', 'mistral', 'chat.mistral.ai mistral.ai lechat mistral'],
  ['ai', 'deepseek', 'deepseek.com chat.deepseek.com com.deepseek.chat deepseek'],
  ['ai', 'grok', 'grok.com grok.x.ai x.ai ai.x.grok grok'],
  ['ai', 'you.com', 'you.com'],
  ['ai', 'phind', 'phind.com phind'],
  ['ai', 'meta ai', 'meta.ai'],
  ['ai', 'duck.ai', 'duck.ai'],
  ['ai', 'kagi assistant', 'assistant.kagi.com'],
  ['ai', 'poe', 'poe.com'],
  ['ai', 'pi', 'pi.ai'],
  ['ai', 'huggingchat', 'huggingface.co/chat hf.co'],
  ['ai', 'qwen', 'chat.qwen.ai qwen.ai tongyi.com'],
  ['ai', 'kimi', 'kimi.com kimi.moonshot.cn'],
  ['ai', 'doubao', 'doubao.com'],
  ['ai', 'lumo', 'lumo.proton.me'],
  ['ai', 'iask', 'iask.ai'],
  ['ai', 'andi', 'andisearch.com'],
  ['ai', 'consensus', 'consensus.app'],
  ['ai', 'felo', 'felo.ai'],
  ['ai', 'genspark', 'genspark.ai'],
  ['ai', 'manus', 'manus.im'],

  // Price comparison, Netherlands and Belgium.
  ['comparison', 'beslist', 'beslist.nl beslist.be beslist'],
  ['comparison', 'kieskeurig', 'kieskeurig.nl kieskeurig.be kieskeurig'],
  ['comparison', 'tweakers pricewatch', 'tweakers.net/pricewatch pricewatch'],
  ['comparison', 'vergelijk', 'vergelijk.nl vergelijk.be vergelijk'],
  ['comparison', 'vergelijk.it', 'hardware.info/vergelijk'],
  ['comparison', 'knibble', 'knibble.nl'],
  ['comparison', 'bestekeuze', 'bestekeus.nl bestekeuze.nl'],
  ['comparison', 'productreview', 'productvergelijker.com allesbeste.nl testvergelijk.nl'],
  ['comparison', 'coolblue advies', 'vergelijkwijzer.nl'],
  [
    'comparison',
    'idealo',
    'idealo.nl idealo.be idealo.de idealo.at idealo.fr idealo.it idealo.es idealo.co.uk idealo',
  ],
  // Insurance, energy, telecom, money.
  ['comparison', 'independer', 'independer.nl independer'],
  ['comparison', 'pricewise', 'pricewise.nl pricewise'],
  ['comparison', 'gaslicht', 'gaslicht.com gaslicht'],
  ['comparison', 'easyswitch', 'easyswitch.nl'],
  ['comparison', 'overstappen', 'overstappen.nl'],
  ['comparison', 'zorgwijzer', 'zorgwijzer.nl'],
  ['comparison', 'zorgkiezer', 'zorgkiezer.nl'],
  ['comparison', 'poliswijzer', 'poliswijzer.nl'],
  ['comparison', 'hoyhoy', 'hoyhoy.nl'],
  ['comparison', 'geld.nl', 'geld.nl'],
  ['comparison', 'moneyview', 'moneyview.nl'],
  [
    'comparison',
    'energievergelijk',
    'energievergelijk.nl energievergelijken.nl energieportal.nl gaslichtvergelijken.nl',
  ],
  ['comparison', 'keuze.nl', 'keuze.nl'],
  ['comparison', 'bellen.com', 'bellen.com'],
  ['comparison', 'consumentenbond', 'consumentenbond.nl'],
  ['comparison', 'testaankoop', 'test-aankoop.be testaankoop.be test-achats.be'],
  ['comparison', 'mijnenergie', 'mijnenergie.be monenergie.be comparateur-energie.be'],
  ['comparison', 'aanbieders', 'aanbieders.be astel.be'],
  // Quotes and tradespeople.
  ['comparison', 'werkspot', 'werkspot.nl instapro.it travaux.com my-hammer.de myhammer.de werkspot'],
  ['comparison', 'offerteadviseur', 'offerteadviseur.nl'],
  ['comparison', 'trustoo', 'trustoo.nl trustlocal.nl trustlocal.be trustup.be trustoo'],
  [
    'comparison',
    'offerte.nl',
    'offerte.nl offertes.nl offertevergelijker.nl offertevergelijken.nl vergelijkoffertes.nl',
  ],
  ['comparison', 'homedeal', 'homedeal.nl homedeal.be homedeal'],
  ['comparison', 'solvari', 'solvari.nl solvari.be solvari'],
  ['comparison', 'skydreams', 'slimster.nl skydreams.nl'],
  ['comparison', 'zoofy', 'zoofy.nl'],
  ['comparison', 'klusidee', 'klusidee.nl'],
  ['comparison', 'bobex', 'bobex.be bobex.nl'],
  ['comparison', 'ringtwice', 'ringtwice.be'],
  ['comparison', 'aroundhome', 'aroundhome.de'],
  ['comparison', 'habitatpresto', 'habitatpresto.com quotatis.fr quotatis.nl companeo.com companeo.be'],
  [
    'comparison',
    'checkatrade',
    'checkatrade.com mybuilder.com ratedpeople.com bark.com thumbtack.com angi.com',
  ],
  // Reviews of shops and makers: who reads them is choosing.
  ['comparison', 'trustpilot', 'trustpilot.com trustpilot'],
  ['comparison', 'kiyoh', 'kiyoh.com kiyoh.nl kiyoh'],
  ['comparison', 'webwinkelkeur', 'webwinkelkeur.nl'],
  ['comparison', 'feedbackcompany', 'feedbackcompany.com'],
  ['comparison', 'klantenvertellen', 'klantenvertellen.nl'],
  ['comparison', 'thuiswinkel', 'thuiswinkel.org'],
  ['comparison', 'zorgkaart', 'zorgkaartnederland.nl'],
  [
    'comparison',
    'trustedshops',
    'trustedshops.nl trustedshops.de trustedshops.com trustedshops.be trustedshops.fr',
  ],
  ['comparison', 'avis-verifies', 'avis-verifies.com verified-reviews.com'],
  ['comparison', 'yelp', 'yelp.com yelp.nl yelp.de yelp.fr yelp.be yelp.co.uk'],
  [
    'comparison',
    'tripadvisor',
    'tripadvisor.com tripadvisor.nl tripadvisor.de tripadvisor.fr tripadvisor.be tripadvisor.co.uk',
  ],
  // Germany, France, United Kingdom, everywhere.
  ['comparison', 'geizhals', 'geizhals.de geizhals.at geizhals.eu skinflint.co.uk geizhals'],
  ['comparison', 'billiger', 'billiger.de'],
  ['comparison', 'guenstiger', 'guenstiger.de'],
  ['comparison', 'preisvergleich', 'preisvergleich.de preis.de preissuchmaschine.de'],
  ['comparison', 'check24', 'check24.de check24'],
  ['comparison', 'verivox', 'verivox.de'],
  ['comparison', 'test.de', 'test.de'],
  ['comparison', 'ladenzeile', 'ladenzeile.de moebel.de moebel24.de meubelo.nl meubles.fr'],
  ['comparison', 'toppreise', 'toppreise.ch comparis.ch'],
  ['comparison', 'leguide', 'leguide.com ledenicheur.fr'],
  ['comparison', 'lesfurets', 'lesfurets.com lelynx.fr meilleurtaux.com selectra.info hellosafe.fr'],
  ['comparison', 'ufc-que-choisir', 'quechoisir.org'],
  [
    'comparison',
    'pricerunner',
    'pricerunner.com pricerunner.dk pricerunner.se pricerunner.co.uk pricespy.co.uk prisjakt.nu pricerunner',
  ],
  [
    'comparison',
    'moneysupermarket',
    'moneysupermarket.com comparethemarket.com gocompare.com confused.com uswitch.com',
  ],
  ['comparison', 'which', 'which.co.uk'],
  ['comparison', 'kelkoo', 'kelkoo.com kelkoo.nl kelkoo.be kelkoo.de kelkoo.fr kelkoo.co.uk kelkoo'],
  ['comparison', 'shopzilla', 'shopzilla.com bizrate.com shopping.com pricegrabber.com'],
  [
    'comparison',
    'google shopping',
    'shopping.google.com google.com/shopping google.nl/shopping google.be/shopping google.de/shopping google.fr/shopping google_shopping googleshopping',
  ],
  ['comparison', 'bing shopping', 'bing.com/shop'],
  [
    'comparison',
    'stylight',
    'stylight.nl stylight.de stylight.com lyst.com fashionchick.nl shopalike.nl glami.nl',
  ],
  ['comparison', 'g2', 'g2.com g2crowd.com'],
  ['comparison', 'capterra', 'capterra.com capterra.nl capterra.be capterra.fr capterra.com.de capterra'],
  ['comparison', 'getapp', 'getapp.com getapp.nl softwareadvice.com softwareadvice.nl'],
  ['comparison', 'appwiki', 'appwiki.nl softwarepakketten.nl softwarevergelijken.nl'],
  ['comparison', 'omr reviews', 'omr.com trusted.de'],
  ['comparison', 'alternativeto', 'alternativeto.net slant.co'],
  ['comparison', 'trustradius', 'trustradius.com sourceforge.net/software'],
  ['comparison', 'clutch', 'clutch.co sortlist.com sortlist.nl sortlist.be'],
  // Travel.
  ['comparison', 'trivago', 'trivago.nl trivago.be trivago.de trivago.fr trivago.com trivago.co.uk trivago'],
  [
    'comparison',
    'skyscanner',
    'skyscanner.nl skyscanner.net skyscanner.com kayak.nl kayak.com kayak.de momondo.nl momondo.com',
  ],
  ['comparison', 'zoover', 'zoover.nl zoover.be holidaycheck.nl holidaycheck.de vakantiediscounter.nl'],
  // Affiliate networks: their clicks come from reviews and comparisons.
  ['comparison', 'awin', 'awin1.com awin.com zenaps.com awin'],
  ['comparison', 'tradetracker', 'tradetracker.net tradetracker.com tradetracker'],
  ['comparison', 'daisycon', 'daisycon.com ds1.nl jdt8.net daisycon'],
  ['comparison', 'tradedoubler', 'tradedoubler.com tradedoubler'],
  ['comparison', 'shareasale', 'shareasale.com anrdoezrs.net dpbolvw.net jdoqocy.com tkqlhce.com kqzyfj.com'],

  // Search engines that the maintained list lacks.
  ['search', 'ecosia', 'ecosia.org ecosia'],
  ['search', 'startpage', 'startpage.com startpage'],
  ['search', 'kagi', 'kagi.com'],
  ['search', 'qwant', 'qwant.com qwant'],
  ['search', 'duckduckgo', 'duckduckgo.com com.duckduckgo.mobile.android duckduckgo'],
  ['search', 'brave search', 'search.brave.com'],
  ['search', 'mojeek', 'mojeek.com mojeek.co.uk'],
  ['search', 'swisscows', 'swisscows.com swisscows.ch'],
  ['search', 'yandex', 'yandex.com yandex.ru yandex.eu ya.ru'],
  ['search', 'baidu', 'baidu.com m.baidu.com'],
  ['search', 'vinden', 'vinden.nl startpagina.nl zoeken.nl'],
  ['search', 'google', 'com.google.android.googlequicksearchbox cse.google.com google'],
  ['search', 'bing', 'cn.bing.com www2.bing.com com.microsoft.bing bing'],
  ['search', 'yahoo', 'search.yahoo.com yahoo'],

  // Social networks, their short links and their apps.
  [
    'social',
    'facebook',
    'facebook.com fb.com fb.me l.messenger.com messenger.com com.facebook.katana com.facebook.orca facebook fb meta',
  ],
  ['social', 'instagram', 'instagram.com ig.me com.instagram.android instagram ig'],
  ['social', 'linkedin', 'linkedin.com lnkd.in com.linkedin.android linkedin'],
  ['social', 'twitter', 'twitter.com x.com t.co mobile.x.com com.twitter.android twitter x'],
  ['social', 'threads', 'threads.net threads.com com.instagram.barcelona threads'],
  ['social', 'bluesky', 'bsky.app go.bsky.app xyz.blueskyweb.app bluesky bsky'],
  ['social', 'tiktok', 'tiktok.com vm.tiktok.com com.zhiliaoapp.musically tiktok'],
  ['social', 'youtube', 'youtube.com youtu.be com.google.android.youtube youtube'],
  [
    'social',
    'pinterest',
    'pinterest.com pinterest.nl pinterest.de pinterest.fr pinterest.co.uk pin.it com.pinterest pinterest',
  ],
  ['social', 'reddit', 'reddit.com redd.it com.reddit.frontpage reddit'],
  ['social', 'whatsapp', 'whatsapp.com wa.me com.whatsapp com.whatsapp.w4b whatsapp'],
  ['social', 'telegram', 't.me telegram.org telegram.me web.telegram.org org.telegram.messenger telegram'],
  ['social', 'snapchat', 'snapchat.com com.snapchat.android snapchat'],
  ['social', 'signal', 'signal.org org.thoughtcrime.securesms'],
  ['social', 'discord', 'discord.com discordapp.com com.discord discord'],
  ['social', 'mastodon', 'mastodon.nl mastodon.social mastodon'],
  ['social', 'nextdoor', 'nextdoor.nl nextdoor.com nextdoor.de nextdoor.fr nextdoor'],
  ['social', 'tumblr', 'tumblr.com'],
  ['social', 'vimeo', 'vimeo.com vimeo'],
  ['social', 'twitch', 'twitch.tv'],
  ['social', 'quora', 'quora.com quora'],
  ['social', 'linktree', 'linktr.ee linkin.bio bio.link beacons.ai'],
  ['social', 'buffer', 'buffer'],
  ['social', 'hootsuite', 'hootsuite ow.ly'],

  // Web mail and mail programs.
  ['email', 'gmail', 'mail.google.com inbox.google.com com.google.android.gm'],
  [
    'email',
    'outlook.com',
    'outlook.live.com outlook.office.com outlook.office365.com outlook.com mail.live.com hotmail.com safelinks.protection.outlook.com com.microsoft.office.outlook',
  ],
  ['email', 'yahoo mail', 'mail.yahoo.com com.yahoo.mobile.client.android.mail'],
  ['email', 'proton mail', 'mail.proton.me protonmail.com ch.protonmail.android'],
  ['email', 'icloud mail', 'icloud.com'],
  ['email', 'gmx', 'gmx.de gmx.net gmx.at gmx.ch web.de deref-gmx.net deref-web.de'],
  ['email', 't-online', 'email.t-online.de'],
  ['email', 'ziggo', 'webmail.ziggo.nl mail.ziggo.nl'],
  ['email', 'kpn', 'webmail.kpnmail.nl webmail.kpn.com mail.kpn.com mail.kpnmail.nl'],
  ['email', 'xs4all', 'webmail.xs4all.nl'],
  ['email', 'solcon', 'webmail.solcon.nl webmail.hetnet.nl webmail.caiway.nl webmail.delta.nl'],
  ['email', 'telenet', 'webmail.telenet.be mail.telenet.be webmail.proximus.be'],
  [
    'email',
    'orange',
    'messagerie.orange.fr webmail.orange.fr webmail.free.fr mail.laposte.net messagerie.sfr.fr',
  ],
  ['email', 'mailchimp', 'mailchi.mp list-manage.com campaign-archive.com mailchimp'],
  ['email', 'laposta', 'laposta.nl email-provider.eu email-provider.nl laposta'],
  ['email', 'spotler', 'spotler.com mailplus.nl spotler mailplus'],
  ['email', 'brevo', 'sendibm1.com sendibm3.com sendinblue.com brevo sendinblue'],
  // The owner's own words stay the owner's own.
  ['email', 'newsletter', 'newsletter'],
  ['email', 'nieuwsbrief', 'nieuwsbrief'],
  ['email', 'nieuwsbrieven', 'nieuwsbrieven'],
  ['email', 'mailing', 'mailing'],
  ['email', 'activecampaign', 'activecampaign'],
  ['email', 'klaviyo', 'klaviyo klaviyomail.com'],
  ['email', 'hubspot', 'hs_email'],
  ['email', 'mailerlite', 'mailerlite mlsend.com'],
  ['email', 'e-mail', 'email e-mail'],

  // Ad servers.
  [
    'ads',
    'google',
    'googleadservices.com googlesyndication.com doubleclick.net adwords googleads google_ads google-ads',
  ],
  ['ads', 'criteo', 'criteo.com criteo.net criteo'],
  ['ads', 'taboola', 'taboola.com taboola'],
  ['ads', 'outbrain', 'outbrain.com outbrain'],
  ['ads', 'adroll', 'adroll.com adroll'],
  ['ads', 'bing', 'bingads bing_ads microsoft_ads'],
]

/** What a key of the list stands for. */
export interface OurReferrer {
  readonly channel: Channel
  readonly source: string
}

const readKeys = (hasPath: boolean): ReadonlyMap<string, OurReferrer> =>
  new Map(
    HOSTS.flatMap(([channel, source, keys]) =>
      keys
        .split(' ')
        .filter((key) => key.includes('/') === hasPath)
        .map((key) => [key, { channel, source }] as const),
    ),
  )

/** By host, by package name, and by the short names that people write in utm_source. */
export const OUR_REFERRERS: ReadonlyMap<string, OurReferrer> = readKeys(false)

/** By host and first part of the path: a corner of a site that is more than its host. */
export const OUR_CORNERS: ReadonlyMap<string, OurReferrer> = readKeys(true)

/** Where visitors come back from in the middle of what they were doing: paying, logging in. No entry, so no source.
 *  Sources: the payment and log-in services themselves; reviewed 2026-11. */
export const WAYSTATIONS: ReadonlySet<string> = new Set(
  (
    'mollie.com mollie.nl checkout.stripe.com hooks.stripe.com paypal.com adyen.com adyenpayments.com pay.nl multisafepay.com ' +
    'buckaroo.nl buckaroo.io klarna.com in3.nl riverty.com billink.nl sisow.nl icepay.com ogone.com secure.worldline-solutions.com ' +
    'pay.ideal.nl ext.pay.ideal.nl ideal.ing.nl ideal.abnamro.nl ideal.rabobank.nl ideal.asnbank.nl ideal.snsbank.nl ' +
    'ideal.regiobank.nl ideal.triodos.nl ideal.knab.nl bancontact.com bancontact.net kbc.be/pay girogate.de ' +
    'hooks.sofort.com sofort.com giropay.de 3dsecure.nl arcot.com cardinalcommerce.com ' +
    'accounts.google.com appleid.apple.com login.microsoftonline.com login.live.com digid.nl eherkenning.nl itsme.be'
  ).split(' '),
)
