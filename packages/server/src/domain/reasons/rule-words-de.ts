// German keyword rules, per leaf (C27). Endings are left open with `*`, because German words change theirs.
import { keywordRule } from './keyword-rule.js';
import type { KeywordRule } from './keyword-rule.js';

const BILL = 'rechnung*|abrechnung*|gutschriftsanzeige';
const CHARGE = 'abgebucht|abbuchung*|belastet|berechnet|belastung*|lastschrift*|eingezogen|buchung auf';
const ORDER = 'bestellung*|bestellt*|paket*|lieferung*|sendung*|päckchen|ware|artikel*';
const CLAIM = 'schaden*|antrag*|antrags|versicherungsfall|vorgang|kredit*|baufinanzierung|hypothek*';
const DOCS = 'anleitung*|dokumentation|handbuch|hilfeseite*|hilfeartikel|gebrauchsanweisung|beschreibung';
const PASSWORD = 'passwort*|kennwort*|login|anmelden|einloggen|anmeldung|bestätigungscode|zugangsdaten|zugangscode';

export const RULES_DE: readonly KeywordRule[] = (
  [
    [
      'product.defect',
      'funktioniert nicht|geht nicht|geht nicht mehr|funktioniert nicht mehr|defekt*|kaputt*|stürzt ab|abgestürzt|fehlermeldung|hängt sich auf|startet nicht|reagiert nicht|schlägt fehl|fehlgeschlagen|fällt aus|ausgefallen',
      '!karte|zahlung|passwort|anmelden|einloggen|login|geliefert|paket',
    ],
    ['product.defect', 'gesprungen|gerissen|riss|gesplittert', 'display|bildschirm|handy|scheibe|glas', '!paket|lieferung|geliefert'],
    [
      'product.defect',
      'problem|probleme|schwierigkeiten',
      'software|app|gerät|handy|router|internet|rechner|laptop|bildschirm|webseite|verbindung',
      '!rechnung*|zahlung|passwort|anmeld*',
    ],
    ['product.defect', 'stürzt|stürzen|hängt|friert', 'ab|ein|app|programm|software'],
    ['product.missing_feature', 'keine möglichkeit|keine option|fehlt die funktion|funktion fehlt|nicht vorgesehen|gibt es keine funktion'],
    ['product.compatibility', 'kompatibel|kompatibilität|inkompatibel|läuft auf|funktioniert mit|läuft unter'],
    [
      'product.how_to',
      'wie kann ich|wie mache ich|wo finde ich|wie geht das|wie funktioniert|wie exportiere ich|wie stelle ich|wie richte ich|wie ändere ich',
      '!kündig*|storn*|passwort|zurücksend*|zurückgeb*|bestellung|erreich*|rechnung',
    ],
    ['documentation.unclear', DOCS, 'unklar|unverständlich|verstehe|verwirrend|kompliziert|nicht verständlich'],
    ['documentation.missing', DOCS, 'fehlt|nicht finden|finde keine|nirgends|gibt es keine|nichts zu|keine'],
    ['documentation.wrong', DOCS, 'falsch|veraltet|stimmt nicht|fehlerhaft|passt nicht'],
    [
      'marketing_promise.offer_differs',
      'angebot|aktion|rabattcode|gutschein*|werbung|beworben|newsletter',
      'nicht|anders|abgelehnt|ungültig|weicht ab',
      '!irreführ*',
    ],
    ['marketing_promise.misleading_ad', 'irreführend*|falsche werbung|lockangebot|täuschend|in die irre geführt'],
    [
      'sales_promise.deal_not_honoured',
      'versprochen|zugesagt|zugesichert|vereinbart|abgemacht',
      'nicht|nie|kein|keine|nichts|aber|immer noch',
      '!rechnung*|preis',
    ],
    [
      'sales_promise.capability_oversold',
      'verkäufer*|vertrieb|berater*|im laden|im shop',
      'gesagt|versprochen|behauptet|zugesichert',
      'kann|können|könnte|inklusive|enthalten|möglich|dabei',
    ],
    [
      'sales_promise.price_differs',
      'vereinbarter preis|anderer preis|preis stimmt nicht|preis ist höher|höherer preis|angebotspreis|vereinbarten preis|preis weicht|teurer als',
    ],
    [
      'invoice.inaccurate',
      BILL,
      'falsch*|fehler*|zu hoch|stimmt nicht|nicht korrekt|nicht richtig|zu viel|passt nicht|höher als|inkorrekt',
    ],
    ['invoice.inaccurate', 'zu viel berechnet|zuviel berechnet|zu viel abgebucht|zuviel abgebucht|falsch berechnet|falsch abgerechnet'],
    [
      'invoice.hard_to_read',
      BILL,
      'verstehe|unverständlich|erklären|unklar|bedeutet|unübersichtlich|verwirrend|was ist das|nachvollziehen',
    ],
    ['invoice.unexpected_charge', CHARGE, 'ohne|grundlos|zusätzlich|versehentlich|nicht von mir|zu unrecht', '!rechnung*'],
    [
      'invoice.unexpected_charge',
      CHARGE,
      'kenne ich nicht|unbekannt*|nicht autorisiert|unberechtigt*|warum|wofür|nie bestellt|nicht bestellt|betrug|reklamieren|ohne meine',
    ],
    [
      'invoice.unexpected_charge',
      'unbekannte abbuchung|unberechtigte abbuchung|kartenumsatz reklamieren|umsatz reklamieren|zahlung reklamieren',
    ],
    ['invoice.duplicate', 'doppelt|zweimal|zwei mal|2 mal|ein zweites mal', `${CHARGE}|bezahlt|gezahlt|${BILL}|zahlung`],
    [
      'invoice.payment_failed',
      'zahlung|bezahlung|karte|kreditkarte|überweisung|lastschrift|bezahlen',
      'fehlgeschlagen|abgelehnt|nicht durch|funktioniert nicht|geht nicht|nicht akzeptiert|nicht möglich|klappt nicht|zurückgewiesen|schlägt fehl',
    ],
    ['invoice.refund_status', 'erstattung*|rückerstattung*|geld zurück|rückzahlung|gutschrift|erstattet', '!rückgaberecht'],
    [
      'order_delivery.where_is_it',
      'wo ist|wo bleibt|wo sind|status|wann kommt|sendungsverfolgung|wann wird|schon verschickt|schon versendet|noch nicht angekommen|nicht angekommen',
      `${ORDER}|meine sachen`,
      '!überfällig|verspätet|verspätung|sollte',
    ],
    [
      'order_delivery.late',
      'verspätet|verspätung|überfällig|zu spät|immer noch nicht|warte immer noch|sollte gestern|sollte schon|hätte längst|längst da sein|verzögert|verzögerung|noch immer nicht',
      `${ORDER}|geliefert|angekommen|da|da sein|kommen`,
    ],
    [
      'order_delivery.damaged_or_wrong',
      'beschädigt*|falscher artikel|falschen artikel|falsche größe|falsche farbe|zerkratzt*|zerbrochen*|kaputt angekommen|kaputt geliefert|fehlt im paket|unvollständig|falsche ware|falsch geliefert',
    ],
    ['order_delivery.damaged_or_wrong', ORDER, 'kaputt*|zerrissen|defekt*|fehlt ein teil|fehlen|falsch*'],
    [
      'order_delivery.cancel_or_change',
      'stornieren|storno|stornierung|ändern|abbestellen|umbestellen|bearbeiten',
      'bestellung*|lieferadresse|lieferung*|buchung|auftrag',
    ],
    [
      'order_delivery.return',
      'zurückschicken|zurücksenden|rücksendung*|retoure*|umtauschen|umtausch|zurückgeben|rückgabe|rücksendeetikett',
    ],
    ['account_access.login', PASSWORD, 'nicht|vergessen|zurücksetzen|falsch|ungültig|kommt nicht|kein|verloren|klappt nicht'],
    [
      'account_access.login',
      'komme nicht in mein konto|kann mich nicht anmelden|kann mich nicht einloggen|nicht mehr in mein konto|passwort vergessen',
    ],
    [
      'account_access.locked',
      'verloren|gestohlen|geklaut|abhanden',
      'karte|kreditkarte|bankkarte|ec karte|girocard|geldbörse|portemonnaie',
    ],
    ['account_access.locked', 'konto|karte|zugang|profil|account', 'gesperrt|blockiert|sperren|deaktiviert|eingefroren|sperre'],
    ['account_access.locked', 'karte gestohlen|karte verloren|ausgesperrt'],
    [
      'account_access.data_change',
      'ändern|geändert|aktualisieren|korrigieren|berichtigen',
      'adresse|anschrift|namen|nachnamen|e mail|email|telefonnummer|handynummer|bankverbindung',
      '!lieferadresse|lieferung|bestellung|passwort',
    ],
    [
      'account_access.data_change',
      'ändern|geändert|aktualisieren|neue|neuen|umgezogen|korrigieren',
      'meine adresse|meinen namen|meine e mail|meine email|meine telefonnummer|meine nummer|bankverbindung|neue adresse|neue telefonnummer|neue e mail|anschrift|nachnamen|kontodaten|umgezogen',
    ],
    ['service_interaction.rude', 'unfreundlich*|unhöflich*|frech*|beleidigt|aufgelegt|respektlos*|arrogant|herablassend|patzig'],
    [
      'service_interaction.slow',
      'warte|gewartet|warteschleife|wartezeit|hotline',
      'stunde|stunden|minuten|ewig|lange|tagen|wochen|tage',
      '!bestellung|paket|lieferung',
    ],
    [
      'service_interaction.slow',
      'keine antwort|niemand antwortet|keine rückmeldung|niemand meldet sich|niemand geht ran|keiner antwortet|keine reaktion',
    ],
    ['service_interaction.not_called_back', 'zurückgerufen|rückruf*|zurückrufen|zurück gerufen|zurückmelden wollte'],
    [
      'service_interaction.repeated_myself',
      'schon erklärt|bereits erklärt|schon gesagt|bereits gesagt|schon dreimal|noch einmal erklären|nochmal erklären|immer wieder dasselbe|wieder von vorne|schon mitgeteilt|bereits mitgeteilt|schon angegeben|schon tausendmal',
    ],
    ['claim_application_status.status_check', CLAIM, 'status|stand|neuigkeiten|neues|wie lange|wann|fortschritt|wie weit'],
    [
      'claim_application_status.status_check',
      'gibt es neuigkeiten|gibt es etwas neues|gibt es was neues|wie ist der stand|aktueller stand|wie ist der aktuelle stand',
      '!bestellung*|paket*|lieferung*|sendung*|erstattung*',
    ],
    ['claim_application_status.documents', 'nachweis|kopie|bescheinigung|bestätigung', 'versicherung*|police|schaden*|antrag*'],
    [
      'claim_application_status.documents',
      'dokument*|unterlagen|nachweis*|formular*|bescheinigung|belege|gehaltsnachweis*',
      `${CLAIM}|einreichen|hochladen|schicken|brauchen sie|benötigen sie|welche|nachreichen`,
    ],
    ['claim_application_status.decision', CLAIM, 'abgelehnt|ablehnung|genehmigt|bewilligt|entscheidung|entschieden|widerspruch|zugesagt'],
    [
      'policy_terms.coverage',
      'abgedeckt|versichert|mitversichert|deckt|gedeckt|garantie|gewährleistung|versicherungsschutz',
      '!kundennummer',
    ],
    [
      'policy_terms.cancellation_terms',
      'kündigungsfrist|mindestlaufzeit|vertragslaufzeit|vertrag kündigen|abo kündigen|kündigungsbedingungen|vertrag beenden|wie kündige ich|konto kündigen|kündigen möchte|möchte kündigen|kündigung',
    ],
    [
      'information_request.product',
      'enthält|enthalten|unterschied zwischen|verfügbar|auf lager|vorrätig|empfehlen sie|geeignet|roaming|beinhaltet|welche größe',
      '!rechnung*|versicher*|dokument*',
    ],
    [
      'information_request.price',
      'was kostet|wie viel kostet|wieviel kostet|wie teuer|preisliste|preis für|preis von|kosten für|gibt es rabatt',
      '!rechnung*',
    ],
    [
      'information_request.opening_or_contact',
      'öffnungszeiten|geöffnet|wann öffnen|wann schließen|telefonnummer von|ihre telefonnummer|ihre adresse|nächste filiale|wie erreiche ich|kontaktnummer|mit einem menschen',
    ],
    [
      'purchase_intent.new',
      'möchte|will|würde gerne|würde gern|interessiere',
      'kaufen|bestellen|buchen|abschließen|abonnieren|neuen vertrag|neuen anschluss',
      '!stornieren|ändern|zurück*|falsch*|umbuchen',
    ],
    [
      'purchase_intent.new',
      'möchte kaufen|gerne kaufen|möchte bestellen|gerne bestellen|konto eröffnen|neukunde|neuer kunde|interesse an|vertrag abschließen|möchte buchen|möchte abschließen|kaufen möchte',
    ],
    [
      'purchase_intent.upgrade',
      'upgrade|upgraden|größerer tarif|größeren tarif|schnelleren tarif|tarifwechsel|höherer tarif|mehr speicher|tarif erweitern|höheren tarif',
    ],
    [
      'feedback_praise.praise',
      'großes lob|ein lob|sehr zufrieden|toller service|super service|klasse service|ausgezeichneter service|bester service|sehr hilfreich|einfach mal danke|weiter so',
    ],
    [
      'feedback_praise.suggestion',
      'vorschlag|verbesserungsvorschlag|wäre schön wenn|wäre toll wenn|anregung|wünsche mir eine funktion|idee für|bitte ergänzen',
    ],
    ['other.spam', 'seo optimierung|gastbeitrag|backlinks|krypto investment|casino|schnell geld verdienen|lottogewinn'],
  ] satisfies [string, ...string[]][]
).map(keywordRule);
