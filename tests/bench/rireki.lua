-- 資格照会 for wrk: POSTs kanyusha.getShikakuRireki for 枝番 1…N in turn. Arguments: HOKENSHA DIGITS N. Called by bench.py.
local requests, at = {}, 0

function init(args)
  local hokensha, digits, count = args[1], tonumber(args[2]), tonumber(args[3])
  local headers = { ["Content-Type"] = "text/xml; charset=utf-8", ["SOAPAction"] = '""' }
  for n = 1, count do
    local body = '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>'
      .. '<w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><w:UsernameToken>'
      .. '<w:Username>KS' .. hokensha .. 'A</w:Username><w:Password Type="http://docs.oasis-open.org/wss/2004/01/'
      .. 'oasis-200401-wss-username-token-profile-1.0#PasswordText">pw-ks' .. hokensha .. 'a</w:Password></w:UsernameToken></w:Security>'
      .. '</s:Header><s:Body><t:getShikakuRireki xmlns:t="urn:chukan:kanyusha:1" xmlns:c="urn:chukan:common:1"><t:irai>'
      .. '<c:busho>B001</c:busho><c:user>u001</c:user></t:irai><t:edaban>' .. string.format("%0" .. digits .. "d", n)
      .. '</t:edaban></t:getShikakuRireki></s:Body></s:Envelope>'
    requests[n] = wrk.format("POST", "/lot2/soap/kanyusha", headers, body)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
